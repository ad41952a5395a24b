package store

import (
	"context"
	"time"

	"lede/news"
)

// Accounts are the people who read, how they prove who they are, and the feeds
// that all of them see.
type Accounts interface {
	// UserByKey finds the user of an SSH key fingerprint, and makes one named
	// name when create is set. Without create an unknown key is ErrNotFound.
	UserByKey(ctx context.Context, key, name string, create bool) (news.User, error)
	// Guest is the account that all guests share; it is made when missing.
	Guest(ctx context.Context) (news.User, error)
	// User finds an account by its id.
	User(ctx context.Context, id news.UserID) (news.User, error)
	// ListUsers returns all accounts, the local one first, guests included.
	ListUsers(ctx context.Context) ([]Account, error)
	// UpdateUser changes the name and the role of an account.
	UpdateUser(ctx context.Context, u news.User) error
	// RemoveUser removes an account and everything it remembers. The local user
	// cannot be removed.
	RemoveUser(ctx context.Context, id news.UserID) error
	// Saw remembers that a key was used.
	Saw(ctx context.Context, key string, at time.Time) error

	// Keys are the keys of an account, oldest first.
	Keys(ctx context.Context, id news.UserID) ([]SSHKey, error)
	// AddKey gives an account one more key. One that an account has already,
	// this one or another, is ErrTaken.
	AddKey(ctx context.Context, id news.UserID, key SSHKey) error
	// RemoveKey takes a key away from an account.
	RemoveKey(ctx context.Context, id news.UserID, print string) error

	// Invite stores an invitation and returns it with its id.
	Invite(ctx context.Context, i Invite) (Invite, error)
	// Invites are those not used and not expired at a time, oldest first.
	Invites(ctx context.Context, at time.Time) ([]Invite, error)
	// Revoke takes an invitation back.
	Revoke(ctx context.Context, id int64) error
	// Redeem makes an account of an invitation, once. A hash that is unknown,
	// used or expired is ErrNotFound, a key that has an account ErrTaken.
	Redeem(ctx context.Context, hash []byte, key SSHKey, name string, at time.Time) (news.User, error)

	// HouseFeeds are the feeds every account has in addition to its own.
	HouseFeeds(ctx context.Context) ([]news.Feed, error)
	// AddHouseFeed adds a feed for everybody, or changes what the house calls
	// it and its folders. Who has left the feed is not brought back; who follows it
	// already keeps their own name and folders.
	AddHouseFeed(ctx context.Context, by news.UserID, feed news.Feed) (f news.Feed, created bool, err error)
	// RemoveHouseFeed ends it for all who did not follow it themselves. Should
	// it come back, they find everything as it was.
	RemoveHouseFeed(ctx context.Context, id news.FeedID) error
}

// Account is a user with what belongs to them.
type Account struct {
	news.User
	Keys, Feeds int
}

// SSHKey is a public key of an account.
type SSHKey struct {
	Print string // fingerprint, "SHA256:…"
	Name  string // its comment
	Added time.Time
	Used  time.Time // zero: not yet
}

// Invite is a code that makes one account.
type Invite struct {
	ID      int64
	Hash    []byte // SHA-256 of the code, which nobody keeps
	Name    string // of the account; "": as its user calls themselves
	Role    news.Role
	By      news.UserID
	Made    time.Time
	Expires time.Time
}
