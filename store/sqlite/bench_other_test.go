//go:build !unix

package sqlite

import "time"

func worked() time.Duration { return 0 }
