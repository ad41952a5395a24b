package newsroom

import (
	"context"
	"runtime/debug"
	"time"
)

const (
	// settles is how long it takes until what a start or a refresh sets going,
	// on the screens too, has come to rest.
	settles = 3 * time.Second
	// between is the least time from one collection to the next.
	between = 10 * time.Second
	// manyNew is how many new articles leave memory behind that is worth
	// collecting.
	manyNew = 50
	// manyOpened is how many articles on the local screen do so.
	manyOpened = 25
)

// tidy gives the memory that starting, refreshing and reading took back to the system.
// Left alone, an interface that lies idle would keep the most it ever needed: it
// makes too little garbage to have it collected.
func (n *Newsroom) tidy(ctx context.Context) {
	for sleep(ctx, settles) {
		debug.FreeOSMemory()
		if !sleep(ctx, between) { // it reads the whole heap
			return
		}
		select {
		case <-n.untidy:
		case <-ctx.Done():
			return
		}
	}
}
