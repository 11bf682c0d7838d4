//go:build unix

// One life of the editor in a terminal, ended by SIGKILL at a random moment,
// and what the next life has to find.

package cli

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/config/state"
)

// moment is what the editor is doing when it is killed.
type moment int

const (
	whileStarting moment = iota
	whileRecovering
	whileTyping
	atFirstWrite // when the first edit is about to reach the disk
	whileSaving
	whileQuitting
)

func (m moment) String() string {
	return [...]string{"starting", "recovering", "typing", "first write", "saving", "quitting"}[m]
}

// moments says how often each of them is chosen.
var moments = []moment{
	whileStarting, whileRecovering, whileRecovering, atFirstWrite, atFirstWrite, whileQuitting, whileQuitting,
	whileSaving, whileSaving, whileSaving, whileTyping, whileTyping, whileTyping, whileTyping, whileTyping, whileTyping,
}

// lane is one Connector on one state directory, over many lives.
type lane struct {
	url, identifier, home string
	stalls                *stalls
	tally                 *tally

	live    draft  // what the platform has
	pending *draft // the edit that has to be offered; nil when there is none
	sent    *draft // what a kill left on its way to the platform
	told    bool   // that it is live has to be said
}

// openPlatform starts the sandbox as a process of its own, with a Connector for
// each lane.
func openPlatform(t *testing.T, lanes int) (url string) {
	t.Helper()
	home := t.TempDir()
	seed := filepath.Join(home, "seed")
	if err := os.Mkdir(seed, 0o700); err != nil {
		t.Fatal(err)
	}
	for i := range lanes {
		connector := fmt.Sprintf(`{"connector_identifier": %q, "name": "Lane", "description": "Typed and killed", "created_at": "2025-01-01T00:00:00+00:00",
"updated_at": "2025-02-26T09:41:17+00:00", "configuration": {"version": "1.0.0", "configuration_json": %s,
"created_at": "2025-01-01T00:00:00+00:00", "updated_at": "2025-02-26T09:41:17+00:00"}}`, laneName(i), blankPage)
		if err := os.WriteFile(filepath.Join(seed, laneName(i)+".json"), []byte(connector), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	server := program(t, home, "sandbox", "--listen", "127.0.0.1:0", "--seed", seed, "--state", filepath.Join(home, "state.json"))
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Process.Signal(syscall.SIGTERM)
		server.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	url, found := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if err != nil || !found {
		t.Fatalf("the sandbox said %q, %v", line, err)
	}
	return url
}

func laneName(i int) string { return "LANE" + strconv.Itoa(i) }

func newLane(t *testing.T, url string, i int, s *stalls, y *tally) *lane {
	l := &lane{url: url, identifier: laneName(i), home: t.TempDir(), stalls: s, tally: y}
	l.live = liveNow(t, url, l.identifier)
	return l
}

func (l *lane) key() state.Key {
	return state.Key{Origin: l.url, Team: sandbox.DefaultTeam, Identifier: l.identifier}
}

func (l *lane) stateDir() string { return filepath.Join(l.home, "kept") }

// start opens the Connector in a terminal.
func (l *lane) start(t *testing.T) *terminal {
	cmd := program(t, l.home, "--base-url", l.url, "--team", "936506", "--state-dir", l.stateDir(), l.identifier)
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	return open(t, cmd, 140, 60)
}

// victim is a program that is killed once.
type victim struct {
	term   *terminal
	rand   *rand.Rand
	timer  *time.Timer // nil until it is known when
	once   sync.Once
	killed time.Time
}

func (v *victim) strike() {
	v.once.Do(func() {
		v.killed = time.Now()
		v.term.cmd.Process.Kill()
	})
}

// strikeWithin kills it at a random moment, from and to so many milliseconds
// from now.
func (v *victim) strikeWithin(from, to int) {
	v.timer = time.AfterFunc(time.Duration(from)*time.Millisecond+time.Duration(v.rand.Int64N(int64(to-from)*int64(time.Millisecond))), v.strike)
}

// end waits for the end, and returns when that was, and the exit code.
func (v *victim) end() (time.Time, int) {
	code := v.term.code()
	if v.timer != nil {
		v.timer.Stop()
	}
	v.strike() // marks the time, should it have ended by itself
	return v.killed, code
}

// life runs the editor once, kills it, and judges what is left.
func (l *lane) life(t *testing.T, r *rand.Rand) {
	when := moments[r.IntN(len(moments))]
	if when == whileRecovering && l.pending == nil {
		when = whileTyping
	}
	v := &victim{term: l.start(t), rand: r}
	p := &hands{term: v.term, rand: r, page: newPage(l.mine()), live: l.live}
	if when == whileStarting {
		v.strikeWithin(0, 200)
	} else if l.enter(t, v, when) {
		p.page, p.live = newPage(l.mine()), l.live
		l.act(p, v, when)
	}
	killed, code := v.end()
	l.judge(t, p, when, killed, code)
}

// act types until the program ends.
func (l *lane) act(p *hands, v *victim, when moment) {
	switch when {
	case whileTyping:
		v.strikeWithin(0, 900)
	case atFirstWrite:
		v.strikeWithin(130, 180)
	}
	for alive, typed := p.goTo(), 0; alive; typed++ {
		switch {
		case when == whileSaving && typed > 3 && p.saveable():
			if alive = p.review(); alive {
				v.strikeWithin(0, 60)
				alive = p.confirm() && p.settled()
				when = whileTyping
			}
		case when == whileQuitting && typed > 8:
			v.strikeWithin(0, 40)
			p.quit()
			return
		default:
			alive = p.typeSomething()
		}
	}
}

// mine is the edit, or what is live when there is none.
func (l *lane) mine() draft {
	if l.pending != nil {
		return *l.pending
	}
	return l.live
}

// enter waits for the Connector and goes to its editor, over the recovery when
// there is an edit to be offered. It reports false when the program has ended.
func (l *lane) enter(t *testing.T, v *victim, when moment) bool {
	term := v.term
	shows := func(text string) bool { return strings.Contains(term.screen(), text) }
	if _, alive := term.sees("the Connector", func(screen string) bool {
		return strings.Contains(screen, offer) || strings.Contains(screen, doubt) || strings.Contains(screen, "Configuration")
	}); !alive {
		return false
	}
	l.look(t)
	want := l.mine()
	switch {
	case l.pending == nil && shows(doubt): // the save became live while it was being asked for
		term.cmd.Process.Kill()
		return false
	case l.pending == nil && shows(offer):
		t.Fatalf("an edit is offered, and there is none:\n%s", term.screen())
	case l.pending == nil:
		if l.told { // before it is, nothing is edited
			if _, alive := term.sees("what became of the save", func(screen string) bool { return strings.Contains(screen, "is live") }); !alive {
				return false
			}
		}
		term.pty.WriteString("e")
		return l.shown(term, want)
	case shows(doubt):
		term.pty.WriteString(esc)
	}
	if _, alive := term.sees("the unsaved edit to be offered", func(screen string) bool { return strings.Contains(screen, offer) }); !alive {
		return false
	}
	l.tally.add(func(y *tally) { y.offered++ })
	if when == whileRecovering {
		v.strikeWithin(0, 40)
	}
	term.pty.WriteString("r")
	inForm := false // it opens where the last change was made
	if _, alive := term.sees("the restored edit", func(screen string) bool {
		inForm = strings.Contains(screen, "/255") && strings.Contains(screen, want.name) && strings.Contains(screen, want.description)
		return !strings.Contains(screen, offer) && (inForm || showsText(screen, want))
	}); !alive {
		return false
	}
	if inForm {
		term.pty.WriteString(f2)
	}
	return l.shown(term, want)
}

// The title of the dialog that offers an edit, and of the one before it that
// waits for a save to become visible which the kill cut short.
const (
	offer = "Unsaved edit"
	doubt = "A save was not confirmed"
)

// shown waits until the JSON view shows a text.
func (l *lane) shown(term *terminal, want draft) bool {
	_, alive := term.sees("the text of the edit", func(screen string) bool { return showsText(screen, want) })
	return alive
}

// showsText reports whether the JSON view shows a text: all of it, as far as it
// fits, and nothing else.
func showsText(screen string, want draft) bool {
	lines, shown := strings.Split(want.configuration, "\n"), textOnScreen(screen)
	for number, line := range shown {
		if number > len(lines) || line != lines[number-1] {
			return false
		}
	}
	return len(shown) >= min(len(lines), tooLong) && strings.Contains(screen, "Ln ")
}

// look finds out what became of a save that the kill did not let end.
func (l *lane) look(t *testing.T) {
	if l.sent == nil {
		return
	}
	live := liveNow(t, l.url, l.identifier)
	if live != l.live && live != *l.sent {
		t.Fatalf("live is neither what was before the save nor what was sent:\n%q", live)
	}
	l.live, l.sent = live, nil
	if l.pending != nil && *l.pending == live {
		l.pending, l.told = nil, true
	}
}

// judge compares what is left with what was typed.
func (l *lane) judge(t *testing.T, p *hands, when moment, killed time.Time, code int) {
	t.Helper()
	l.look(t) // it may not have lived long enough to
	before := l.mine()
	live := liveNow(t, l.url, l.identifier)
	expected := []draft{l.live}
	for _, s := range p.saves {
		if s.seen {
			expected = nil
		}
		expected = append(expected, s.content)
		if !s.seen {
			l.sent = &s.content
		}
	}
	if !slices.Contains(expected, live) {
		t.Errorf("live is %q, which was not sent, or was replaced since", live)
	}
	left, err := readRemains(l.stateDir(), l.key(), live)
	if err != nil {
		t.Error(err)
	}
	l.live, l.pending, l.told = live, left.pending, left.told
	switch {
	case killedBy(p.term):
	case when == whileQuitting && code == 0:
		killed = killed.Add(time.Hour) // it was done before it was killed: nothing may be missing
	default:
		t.Errorf("it ended by itself, with exit code %d: %q", code, p.term.tail())
	}
	l.compare(t, p, before, killed)
	l.tally.add(func(y *tally) {
		y.cycles++
		y.moments[when]++
		y.keys += len(p.presses)
		y.saves += len(p.saves)
		if left.torn > 0 {
			y.torn++
		}
		if l.sent != nil && live == *l.sent {
			y.hidden++
		}
	})
}

func killedBy(term *terminal) bool {
	status, ok := term.cmd.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

// compare holds the text that is left against every text there was.
func (l *lane) compare(t *testing.T, p *hands, before draft, killed time.Time) {
	t.Helper()
	got, kept := l.mine(), -2
	if got == before {
		kept = -1
	}
	for i, press := range p.presses {
		if press.after == got {
			kept = i
		}
	}
	if kept == -2 {
		t.Errorf("what is left was never typed:\n%q\nthe last text was\n%q", got, p.page.draft())
		return
	}
	for i := max(kept, 0); i < len(p.presses); i++ {
		press, was := p.presses[i], before
		if i > 0 {
			was = p.presses[i-1].after
		}
		if i <= kept || press.after == was {
			continue
		}
		raw, age := killed.Sub(press.sent), l.stalls.age(press, killed)
		l.tally.lose(raw, age)
		if age > promise {
			t.Errorf("lost, though it was sent %v and in any case typed %v before the kill:\n%q", raw, age, press.after)
			return
		}
	}
}
