package courtesy

import (
	"testing"
	"testing/synctest"
	"time"
)

// waits is how long work waits now.
func waits(d *Desk) time.Duration {
	began := time.Now()
	d.Wait()
	return time.Since(began)
}

func TestWorkWaitsForTheAnswer(t *testing.T) {
	for _, tt := range []struct {
		name     string
		happens  func(d *Desk)
		from, to time.Duration
	}{
		{"no key was pressed", func(*Desk) {}, 0, 0},
		{"the key is answered already", func(d *Desk) { d.Asked(); d.Answered() }, 0, 0},
		{"it is answered soon", func(d *Desk) { d.Asked(); time.AfterFunc(5*time.Millisecond, d.Answered) }, 5 * time.Millisecond, 6 * time.Millisecond},
		{"it is never answered", func(d *Desk) { d.Asked() }, Most, Most + time.Millisecond},
		{"it was pressed long ago", func(d *Desk) { d.Asked(); time.Sleep(time.Second) }, 0, 0},
		{"the next key comes first", func(d *Desk) {
			d.Asked()
			time.AfterFunc(5*time.Millisecond, d.Asked)
			time.AfterFunc(9*time.Millisecond, d.Answered)
		}, 9 * time.Millisecond, 10 * time.Millisecond},
		{"somebody holds a key down", func(d *Desk) {
			for i := range 200 {
				time.AfterFunc(time.Duration(i)*time.Millisecond, d.Asked)
			}
			time.Sleep(time.Millisecond / 2)
		}, Most, Most + time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var d Desk
				tt.happens(&d)
				if got := waits(&d); got < tt.from || got > tt.to {
					t.Errorf("it waits %v, want %v to %v", got, tt.from, tt.to)
				}
				time.Sleep(time.Second) // what was begun comes to its end
			})
		})
	}
}

func TestNobodyReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var none *Desk
		none.Asked()
		if got := waits(none); got != 0 {
			t.Errorf("it waits %v for nobody", got)
		}
		none.Answered()
	})
}
