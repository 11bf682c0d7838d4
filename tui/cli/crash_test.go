//go:build unix

// Killed at any moment, over and over: nothing typed a quarter of a second
// before is lost, and every time the edit is offered again (hazard D1).

package cli

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// How many lives the tests of every day look at, how many at once, and how many
// one sandbox serves before its budget of requests is used up.
const (
	fewLives  = 18
	lanes     = 2
	roundSize = 250
)

// TestKilledAtAnyMoment is the proof of D1. PATCHBAY_SOAK_CRASHES lives are
// looked at; PATCHBAY_SOAK_CRASH_SEED repeats what was typed in a run before.
func TestKilledAtAnyMoment(t *testing.T) {
	count := number(t, "PATCHBAY_SOAK_CRASHES", fewLives)
	seed := number(t, "PATCHBAY_SOAK_CRASH_SEED", int(time.Now().UnixNano()&0xffffffff))
	watch, y := watchStalls(t), &tally{moments: map[moment]int{}}
	t.Cleanup(func() { t.Logf("PATCHBAY_SOAK_CRASH_SEED=%d PATCHBAY_SOAK_CRASHES=%d: %s", seed, count, y) })
	for from := 0; from < count; from += roundSize {
		to := min(from+roundSize, count)
		whole := t.Run(fmt.Sprintf("lives %d to %d", from+1, to), func(t *testing.T) {
			url := openPlatform(t, lanes)
			for i := range lanes {
				t.Run(laneName(i), func(t *testing.T) {
					t.Parallel()
					l := newLane(t, url, i, watch, y)
					for n := from + i; n < to; n += lanes {
						r := rand.New(rand.NewPCG(uint64(seed), uint64(n)))
						if !t.Run(strconv.Itoa(n+1), func(t *testing.T) { l.life(t, r) }) {
							return
						}
						if (n+1)%100 == 0 {
							t.Logf("%d lives: %s", n+1, y)
						}
					}
				})
			}
		})
		if !whole {
			return
		}
	}
}

// tally counts what the lives came to.
type tally struct {
	mu                           sync.Mutex
	moments                      map[moment]int
	cycles, keys, offered, saves int
	hidden                       int // saves that are live though the program did not live to see it
	torn                         int // journals that ended in the middle of a record
	lost, excused                int // keys lost; of these, sent longer ago than promised to a program that did not run
	oldest, oldestProven         time.Duration
}

func (y *tally) add(count func(*tally)) {
	y.mu.Lock()
	defer y.mu.Unlock()
	count(y)
}

// lose counts a lost key by the time since it was sent, and by the part of that
// in which the program had it.
func (y *tally) lose(raw, proven time.Duration) {
	y.add(func(y *tally) {
		y.lost++
		if raw > promise {
			y.excused++
		}
		y.oldest, y.oldestProven = max(y.oldest, raw), max(y.oldestProven, proven)
	})
}

func (y *tally) String() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	var killed []string
	for m := whileStarting; m <= whileQuitting; m++ {
		killed = append(killed, fmt.Sprintf("%s %d", m, y.moments[m]))
	}
	return fmt.Sprintf("%d killed (%s); %d keys, %d saves, %d of them live unseen; %d edits offered again; %d torn tails; "+
		"%d keys lost, the oldest %v after it was sent and %v after it was had, %d sent more than %v before",
		y.cycles, strings.Join(killed, ", "), y.keys, y.saves, y.hidden, y.offered, y.torn,
		y.lost, y.oldest.Round(time.Millisecond), y.oldestProven.Round(time.Millisecond), y.excused, promise)
}

// sees waits until the screen satisfies ok, and returns when that was. It
// reports false when the program ends instead.
func (t *terminal) sees(what string, ok func(screen string) bool) (time.Time, bool) {
	t.t.Helper()
	alive := true
	t.await(what, func() bool {
		if t.gone {
			alive = false
			return true
		}
		return ok(t.emu.String())
	})
	return time.Now(), alive
}
