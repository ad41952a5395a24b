package newsroom

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// workshop does what keeps a processor busy for milliseconds: feeds are parsed
// and articles digested in it. It has as many workers as there are processors;
// where somebody reads meanwhile one less, so that keys are answered.
type workshop struct {
	ctx     context.Context // ends the workers
	running *sync.WaitGroup
	jobs    chan func()
	workers atomic.Int32
	open    sync.Once
}

func newWorkshop(ctx context.Context, running *sync.WaitGroup) *workshop {
	w := &workshop{ctx: ctx, running: running, jobs: make(chan func())}
	w.workers.Store(int32(runtime.GOMAXPROCS(0)))
	return w
}

// spare leaves a processor to whoever reads. It works before the first job.
func (w *workshop) spare() { w.workers.Store(max(1, w.workers.Load()-1)) }

// do has a worker do something and waits for it. A panic comes out where do was
// called.
func (w *workshop) do(job func()) {
	w.open.Do(func() {
		for range w.workers.Load() {
			w.running.Go(w.worker)
		}
	})
	var broken any
	done := make(chan struct{})
	guarded := func() {
		defer close(done)
		defer func() { broken = recover() }()
		job()
	}
	select {
	case w.jobs <- guarded:
		<-done
	case <-w.ctx.Done(): // nobody works any more
		job()
	}
	if broken != nil {
		panic(broken)
	}
}

func (w *workshop) worker() {
	for {
		select {
		case job := <-w.jobs:
			job()
		case <-w.ctx.Done():
			return
		}
	}
}
