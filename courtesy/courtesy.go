// Package courtesy has work that can wait let a key be answered first. A program
// has few processors; while one of them draws the answer to a key, what reads
// articles and stores them on the others is in its way, by the caches, by the
// memory it has collected, and on a busy machine by the turn it takes.
package courtesy

import (
	"sync/atomic"
	"time"
)

// Most is how long work waits at one of its steps: a reader who never lets go of
// a key does not stop the news.
const Most = 25 * time.Millisecond

// presence is how long after a key somebody is thought to be there.
const presence = 3 * time.Second

// Desk is where a key is heard, answered and waited for. The zero value is ready;
// a nil one never has anybody wait. It is safe for concurrent use.
type Desk struct {
	asked atomic.Int64 // since when a key waits for its answer, in nanoseconds of the clock; 0: none does
	last  atomic.Int64 // when the last key was pressed; 0: none was
}

var start = time.Now()

func now() int64 { return int64(time.Since(start)) + 1 }

// Asked is told that a key was pressed.
func (d *Desk) Asked() {
	if d != nil {
		now := now()
		d.asked.Store(now)
		d.last.Store(now)
	}
}

// Answered is told that what a key does stands on the screen.
func (d *Desk) Answered() {
	if d != nil {
		d.asked.Store(0)
	}
}

// Wait is called by work between its steps: it waits until the last key is
// answered, but not longer than Most, nor for a key pressed longer ago.
func (d *Desk) Wait() {
	if d == nil || d.asked.Load() == 0 {
		return
	}
	for began := now(); ; time.Sleep(time.Millisecond) {
		asked, now := d.asked.Load(), now()
		if asked == 0 || now-asked >= int64(Most) || now-began >= int64(Most) {
			return
		}
	}
}

// Attended reports whether somebody pressed a key a moment ago, and so may press
// the next.
func (d *Desk) Attended() bool {
	if d == nil {
		return false
	}
	last := d.last.Load()
	return last != 0 && now()-last < int64(presence)
}
