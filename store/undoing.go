package store

import (
	"context"
	"sync"

	"lede/news"
)

// Beside what Do carries out, the journal holds:
const (
	// Fill is journalled by Undoing.Fill; it cannot be done by itself.
	Fill ActionKind = "full-text"
	// Bring says that a reader has brought articles from elsewhere, which are stored
	// already. Undone, they are as if they had never come, but for those somebody
	// has starred or tagged.
	Bring ActionKind = "bring"
	// Several is a step of several actions; see AsOne.
	Several ActionKind = "several"
)

// Undoing is what undo needs beyond a single action.
type Undoing interface {
	// Fill stores an article again with more text than its feed gave, because a
	// user wished so, and journals what it was.
	Fill(ctx context.Context, user news.UserID, item Item) error
}

// Step is a number of actions that one Undo takes back.
type Step struct {
	name string
	mu   sync.Mutex
	id   int64
}

// Name says what the actions were, in one word: "import".
func (s *Step) Name() string { return s.name }

// Begun is the number a store has given to the step; 0: none of its actions has
// been journalled yet.
func (s *Step) Begun() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id
}

// Begin remembers the number of the step.
func (s *Step) Begin(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.id = id
}

type stepKey struct{}

// AsOne makes one step of everything that is journalled with the context it
// returns: one Undo takes all of it back, the latest first. Within a step it is
// that step.
func AsOne(ctx context.Context, name string) context.Context {
	if StepOf(ctx) != nil {
		return ctx
	}
	return context.WithValue(ctx, stepKey{}, &Step{name: name})
}

// StepOf is the step of a context, nil without one.
func StepOf(ctx context.Context) *Step {
	s, _ := ctx.Value(stepKey{}).(*Step)
	return s
}
