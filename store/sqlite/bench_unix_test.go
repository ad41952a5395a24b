//go:build unix

package sqlite

import (
	"syscall"
	"time"
)

// worked is the processor time this process has used. On a machine that is
// shared it says more than the clock.
func worked() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
