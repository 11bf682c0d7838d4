// Time as commands without a screen see it, and what they tell about waiting.

package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"patchbay/api"
	"patchbay/tui/cells"
)

// clock is time, injected so that tests never wait.
type clock struct {
	now func() time.Time
	// wait returns after d, or with an error as soon as ctx ends.
	wait func(ctx context.Context, d time.Duration) error
}

func (r *run) clock() clock { return clock{now: r.Environment.Now, wait: wait} }

func wait(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// progressDelay is how long something may take before it is told.
const progressDelay = 300 * time.Millisecond

// progress tells on standard error what is being done and for how long, when
// that is a terminal. Its methods may be called from several goroutines.
type progress struct {
	stderr io.Writer
	shown  visibility
	clock  clock
	begun  time.Time // what the time that is told counts from

	mu    sync.Mutex // guards width, and one thing being written after the other
	width int        // cells of the line that is shown, which note and clear take away
}

// visibility says whether somebody is there to see progress.
type visibility int

const (
	unseen visibility = iota
	seen
)

func (r *run) progress(c clock) *progress {
	p := &progress{stderr: r.Stderr, clock: c, begun: c.now()}
	if isTerminal(r.Stderr) {
		p.shown = seen
	}
	return p
}

// during carries do out and tells meanwhile what is being done.
func (p *progress) during(words string, do func()) {
	if p.shown == unseen {
		do()
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	told := make(chan struct{})
	go func() {
		defer close(told)
		p.tell(ctx, words)
	}()
	defer func() {
		stop()
		<-told
	}()
	do()
}

// tell writes over one line until ctx ends, and leaves nothing behind.
func (p *progress) tell(ctx context.Context, words string) {
	for pause := progressDelay; p.clock.wait(ctx, pause) == nil; pause = time.Second {
		p.mu.Lock()
		line := fmt.Sprintf("%s: %d s", words, int(p.clock.now().Sub(p.begun)/time.Second))
		p.width = max(p.width, len(line))
		fmt.Fprint(p.stderr, "\r"+cells.PadRight(line, p.width))
		p.mu.Unlock()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *progress) clear() {
	if p.width > 0 {
		fmt.Fprint(p.stderr, "\r"+strings.Repeat(" ", p.width)+"\r")
		p.width = 0
	}
}

// note tells what the outcome does not, on a line of its own.
func (p *progress) note(words string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintln(p.stderr, "patchbay: "+cells.Clean(words))
}

// read reads a Connector.
func (p *progress) read(ctx context.Context, from connectors, ref api.Ref) (c api.Connector, err error) {
	p.during("Reading what is live", func() { c, _, err = from.Get(ctx, ref) })
	return c, err
}
