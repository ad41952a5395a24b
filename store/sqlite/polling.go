package sqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"lede/news"
	"lede/store"
)

// LeaseDue implements store.Polling.
func (s *DB) LeaseDue(ctx context.Context, now time.Time, limit int, lease time.Duration) ([]store.Job, error) {
	return s.lease(ctx, now, lease, `SELECT id FROM feeds INDEXED BY feeds_due WHERE followers > 0 AND state <> 'disabled'
		AND next_poll <= ?1 AND leased_until <= ?1 ORDER BY next_poll, id LIMIT ?2`, millis(now), limitOf(limit))
}

// LeaseFeeds implements store.Polling.
func (s *DB) LeaseFeeds(ctx context.Context, user news.UserID, feeds []news.FeedID, now time.Time, lease time.Duration) ([]store.Job, error) {
	const mine = `SELECT f.id FROM subscriptions s CROSS JOIN feeds f ON f.id = s.feed
		WHERE s.user = ?1 AND s.gone = 0 AND f.leased_until <= ?2`
	if feeds == nil {
		return s.lease(ctx, now, lease, mine+" ORDER BY f.next_poll, f.id", user, millis(now))
	}
	return s.lease(ctx, now, lease, mine+" AND s.feed IN (SELECT value FROM json_each(?3)) ORDER BY f.next_poll, f.id",
		user, millis(now), asJSON(feeds))
}

func (s *DB) lease(ctx context.Context, now time.Time, lease time.Duration, which string, args ...any) ([]store.Job, error) {
	var due []int64
	// Most of the time nothing is due: that costs no write.
	if err := s.read(ctx, "look for feeds to poll", func(q querier) (err error) {
		due, err = ids(ctx, q, which, args...)
		return err
	}); err != nil || len(due) == 0 {
		return nil, err
	}
	var jobs []store.Job
	err := s.write(ctx, "lease feeds", again, func(ctx context.Context, t *tx) error {
		due, err := ids(ctx, t, which, args...)
		if err != nil {
			return err
		}
		for _, id := range due {
			var job store.Job
			var state string
			err := t.query(ctx, `SELECT `+feedColumns+`, f.fetch_state FROM feeds f
				LEFT JOIN (SELECT '' AS title, '[]' AS folders, '{}' AS settings, 0 AS added) s WHERE f.id = ?`, []any{id}, func(scan scan) (err error) {
				job.Feed, err = scanFeed(scan, &state)
				return err
			})
			if err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(state), &job.State); err != nil {
				job.State = news.FetchState{} // then it is fetched whole
			}
			if job.Feed.Settings, err = settingsOf(ctx, t, job.Feed.ID); err != nil {
				return err
			}
			if _, err := t.exec(ctx, "UPDATE feeds SET leased_until = ? WHERE id = ?", millis(now.Add(lease)), id); err != nil {
				return err
			}
			jobs = append(jobs, job)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return jobs, nil
}

// NextDue implements store.Polling.
func (s *DB) NextDue(ctx context.Context) (time.Time, error) {
	var due int64
	err := s.read(ctx, "look for feeds to poll", func(q querier) error {
		_, err := one(ctx, q, `SELECT coalesce(min(max(next_poll, leased_until)), 0) FROM feeds
			WHERE followers > 0 AND state <> 'disabled'`, nil, &due)
		return err
	})
	return fromMillis(due), err
}

// SavePoll implements store.Polling.
func (s *DB) SavePoll(ctx context.Context, o store.Outcome) error {
	return s.write(ctx, "store the outcome of a poll", again, func(ctx context.Context, t *tx) error {
		var state, problem, title, url, fetch string
		found, err := one(ctx, t, "SELECT state, problem, title, url, fetch_state FROM feeds WHERE id = ?", []any{o.Feed}, &state, &problem, &title, &url, &fetch)
		if err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("feed %d: %w", o.Feed, store.ErrNotFound)
		}
		h := o.Health
		if h.State == "" {
			h.State = news.FeedState(state)
		}
		if _, err := t.exec(ctx, `UPDATE feeds SET state = ?, last_poll = ?, last_success = ?, next_poll = ?, failures = ?, status = ?,
			problem = ?, advice = ?, leased_until = 0 WHERE id = ?`, string(h.State), millis(h.LastPoll), millis(h.LastSuccess), millis(h.NextPoll),
			h.Failures, h.Status, h.Problem, h.Advice, o.Feed); err != nil {
			return err
		}
		t.changed.Feeds = string(h.State) != state || h.Problem != problem
		if next := asJSON(o.State); next != fetch {
			if _, err := t.exec(ctx, "UPDATE feeds SET fetch_state = ? WHERE id = ?", next, o.Feed); err != nil {
				return err
			}
		}
		t.changed.Feeds = t.changed.Feeds || o.URL != "" && o.URL != url
		if o.URL != "" && o.URL != url { // also when what it says is the same
			// Should another feed have this address already, both keep theirs.
			if _, err := t.exec(ctx, "UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", o.URL, o.Feed); err != nil {
				return err
			}
		}
		if o.Unchanged {
			return nil
		}
		t.changed.Feeds = t.changed.Feeds || o.Title != "" && o.Title != title
		_, err = t.exec(ctx, `UPDATE feeds SET title = coalesce(nullif(?, ''), title), site_url = coalesce(nullif(?, ''), site_url),
			description = coalesce(nullif(?, ''), description), language = coalesce(nullif(?, ''), language) WHERE id = ?`,
			o.Title, o.SiteURL, o.Description, o.Language, o.Feed)
		return err
	})
}
