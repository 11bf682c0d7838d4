//go:build unix

// The budgets that only the real program in a terminal of 120×40 can show: how
// soon a frame is there, and what it costs in bytes, memory and idle time.

package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"patchbay/api/sandbox"
	"patchbay/assets"
	"patchbay/tui/cells"
	"patchbay/tui/tuitest"
)

// The terminal of the budgets, in cells.
const (
	benchWidth  = 120
	benchHeight = 40
)

// keysMeasured is how many keys make one figure.
const keysMeasured = 80

// platform is the API over loopback with one large Connector. It notes when
// the last byte of an answer about that Connector was handed over.
type platform struct {
	url     string
	mu      sync.Mutex
	inHand  time.Time
	handler http.Handler
}

func (p *platform) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.handler.ServeHTTP(w, r)
	if strings.HasSuffix(r.URL.Path, "/LARGE") {
		p.mu.Lock()
		p.inHand = time.Now()
		p.mu.Unlock()
	}
}

func (p *platform) answered() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.inHand
}

func startPlatform(b *testing.B, configuration string) *platform {
	b.Helper()
	box, err := sandbox.New(sandbox.Options{Seed: assets.Connectors(), Token: "sandbox", Connectors: []sandbox.Stored{{
		Team: sandbox.DefaultTeam, Identifier: "LARGE", Name: `"Large"`, Description: `"Made for measuring."`,
		Version: `"1.0.0"`, Configuration: sandbox.Literal(configuration),
	}}})
	if err != nil {
		b.Fatal(err)
	}
	p := &platform{handler: box}
	server := httptest.NewServer(p)
	b.Cleanup(server.Close)
	p.url = server.URL
	return p
}

// lookUp starts the program on the list of the platform.
func (p *platform) lookUp(b *testing.B) *terminal {
	b.Helper()
	cmd := program(b, b.TempDir(), "--base-url", p.url, "--team", "936506")
	cmd.Env = append(cmd.Env, "SUPERMETRICS_API_KEY=sandbox")
	return open(b, cmd, benchWidth, benchHeight).expect("LARGE")
}

// read has the large Connector on screen, its meaning known.
func (p *platform) read(b *testing.B) *terminal {
	b.Helper()
	return p.lookUp(b).send("LARGE").expectGone("T3S70").send(enter).expect("LARGE of team", "1 Secret")
}

// edit has it in the editor, the cursor in a string of that line.
func (p *platform) edit(b *testing.B, configuration string, share float64) *terminal {
	b.Helper()
	lines := strings.Split(configuration, "\n")
	at := int(share * float64(len(lines)))
	for !strings.Contains(lines[at], `"label": "Net`) {
		at--
	}
	column := strings.Index(lines[at], "Net") + 4
	term := p.read(b).send("e").expect("Ln 1,")
	term.send(ctrlG).expect("Go to").send(paste(fmt.Sprintf("%d:%d", at+1, column))).send(enter)
	return term.expect(position(at+1, column))
}

// position is how the status bar tells a place.
func position(line, column int) string {
	return "Ln " + cells.Thousands(line) + ", Col " + cells.Thousands(column)
}

// wrote is how many bytes the program wrote so far.
func (t *terminal) wrote() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.raw)
}

// arrival waits until what the program wrote after the first n bytes satisfies
// ok, and returns when that was.
func (t *terminal) arrival(n int, what string, ok func(news []byte) bool) time.Time {
	t.t.Helper()
	var at time.Time
	t.await(what, func() bool {
		at = time.Now()
		return ok(t.raw[n:])
	})
	return at
}

func anything(news []byte) bool { return len(news) > 0 }

func shows(text string) func([]byte) bool {
	return func(news []byte) bool { return bytes.Contains(news, []byte(text)) }
}

// typist presses keys at the uneven pace of a person, so that they do not fall
// in step with the paint clock. The pauses are the same in every run. They are
// longer than a frame: what a key makes the program write is there before the
// next key.
type typist struct {
	*terminal
	random *rand.Rand
}

func newTypist(t *terminal) *typist { return &typist{t, rand.New(rand.NewPCG(11, 7))} }

func (t *typist) pause() {
	time.Sleep(20*time.Millisecond + time.Duration(t.random.Int64N(int64(17*time.Millisecond))))
}

// frames presses keys in turn and returns how long each waited for the first
// byte of its frame, and how many bytes the frame took.
func (t *typist) frames(n int, keys ...string) (waits tuitest.Samples, sizes []int) {
	t.t.Helper()
	for i := range n {
		t.pause()
		before := t.wrote()
		start := time.Now()
		t.send(keys[i%len(keys)])
		waits = append(waits, t.arrival(before, "a frame", anything).Sub(start))
		t.pause()
		sizes = append(sizes, t.wrote()-before)
	}
	return waits, sizes
}

// mean of whole numbers.
func mean(values []int) float64 {
	sum := 0
	for _, v := range values {
		sum += v
	}
	return float64(sum) / float64(max(1, len(values)))
}

// everySecond of the values, from the first on.
func everySecond(values []int) (kept []int) {
	for i := 0; i < len(values); i += 2 {
		kept = append(kept, values[i])
	}
	return kept
}

// BenchmarkStart is from starting the process to the first painted frame, and
// to the list, on the sandbox.
func BenchmarkStart(b *testing.B) {
	const starts = 20
	for b.Loop() {
		var frame, list tuitest.Samples
		for range starts {
			start := time.Now()
			term := open(b, program(b, b.TempDir(), "--sandbox"), benchWidth, benchHeight)
			frame = append(frame, term.arrival(0, "the status bar", shows("936506")).Sub(start))
			list = append(list, term.arrival(0, "the list", shows("T3S70")).Sub(start))
			term.send(ctrlQ).code()
		}
		tuitest.Held(b, "ms/frame-median", frame.Quantile(0.5), 40)
		b.ReportMetric(frame.Quantile(0.95), "ms/frame-p95")
		b.ReportMetric(list.Quantile(0.5), "ms/list-median")
	}
	tuitest.OnlyReported(b)
}

// BenchmarkKey is from a typed character to the first byte of its frame, and
// the bytes of the frame, the status bar included. Each character is typed into
// the middle of a string and erased again.
func BenchmarkKey(b *testing.B) {
	for _, c := range []struct {
		name  string
		bytes int
		share float64
	}{
		{"10KB/middle", 10 << 10, 0.5}, {"100KB/middle", 100 << 10, 0.5}, {"1MB/middle", 1 << 20, 0.5},
		{"10MB/top", 10 << 20, 0.01}, {"10MB/middle", 10 << 20, 0.5}, {"10MB/end", 10 << 20, 0.99}, {"100MB/middle", 99 << 20, 0.5},
	} {
		b.Run(c.name, func(b *testing.B) {
			configuration := tuitest.Configuration(c.bytes)
			p := startPlatform(b, configuration)
			for b.Loop() {
				term := newTypist(p.edit(b, configuration, c.share))
				term.frames(4, "z") // the first edit changes more than its line
				waits, sizes := term.frames(keysMeasured, "a", "\x7f")
				tuitest.Held(b, "ms/frame-median", waits.Quantile(0.5), 7)
				tuitest.Held(b, "ms/frame-p95", waits.Quantile(0.95), 12)
				tuitest.Held(b, "B/key", mean(everySecond(sizes[0:])), 75)
				b.ReportMetric(mean(everySecond(sizes[1:])), "B/erased")
				waits, _ = term.frames(keysMeasured/4, "\r", ctrlZ)
				b.ReportMetric(waits.Quantile(0.5), "ms/newline-median")
				waits, _ = term.frames(keysMeasured/4, "\x17", ctrlZ)
				b.ReportMetric(waits.Quantile(0.5), "ms/word-median")
				_, sizes = term.frames(10, "\x1b[C")
				b.ReportMetric(mean(sizes), "B/right")
				_, sizes = term.frames(20, down)
				b.ReportMetric(mean(sizes), "B/down")
				term.cmd.Process.Kill()
				term.code()
			}
			tuitest.OnlyReported(b)
		})
	}
}

// BenchmarkPageDown is from page down to the first byte of its frame, and the
// bytes of the frame.
func BenchmarkPageDown(b *testing.B) {
	configuration := tuitest.Configuration(1 << 20)
	p := startPlatform(b, configuration)
	for b.Loop() {
		term := newTypist(p.edit(b, configuration, 0.3))
		waits, sizes := term.frames(keysMeasured/2, pgDown)
		tuitest.Held(b, "ms/frame-median", waits.Quantile(0.5), 12)
		b.ReportMetric(waits.Quantile(0.95), "ms/frame-p95")
		tuitest.Held(b, "B/page", mean(sizes), 4<<10)
	}
	tuitest.OnlyReported(b)
}

// BenchmarkOpen is from the last byte of the platform's answer to the first
// frame that shows the Connector, and to its meaning (the counts of Report
// Types and Fields), and the memory held of the system then, as a multiple of
// the text. Each is a fresh process.
func BenchmarkOpen(b *testing.B) {
	for _, c := range []struct {
		name          string
		bytes, opened int
		budget        float64
	}{{"10KB", 10 << 10, 9, 50}, {"100KB", 100 << 10, 9, 50}, {"1MB", 1 << 20, 9, 50}, {"10MB", 10 << 20, 5, 100}, {"100MB", 99 << 20, 2, 1000}} {
		b.Run(c.name, func(b *testing.B) {
			p := startPlatform(b, tuitest.Configuration(c.bytes))
			for b.Loop() {
				var frame, meaning tuitest.Samples
				var held int64
				for range c.opened {
					term := p.lookUp(b).send("LARGE").expectGone("T3S70")
					before := term.wrote()
					term.send(enter)
					shown := term.arrival(before, "the Connector", shows("client_secret"))
					known := term.arrival(before, "its meaning", shows("1 Secret"))
					frame = append(frame, shown.Sub(p.answered()))
					meaning = append(meaning, known.Sub(p.answered()))
					held = max(held, resident(term.cmd.Process.Pid))
					term.cmd.Process.Kill()
					term.code()
				}
				tuitest.Held(b, "ms/frame-median", frame.Quantile(0.5), c.budget)
				tuitest.Held(b, "ms/meaning-median", meaning.Quantile(0.5), 1000)
				if held > 0 && c.bytes == 10<<20 {
					tuitest.Held(b, "RSS/text", float64(held)/float64(c.bytes), 6)
				}
			}
			tuitest.OnlyReported(b)
		})
	}
}

// BenchmarkFind is from pasting what to find into the find bar to the frame
// that shows where it is: once in 10 MB, near the end, another word each time.
func BenchmarkFind(b *testing.B) {
	const searches = 10
	configuration := tuitest.Configuration(10 << 20)
	p := startPlatform(b, configuration)
	lines := strings.Split(configuration, "\n")
	for b.Loop() {
		term := newTypist(p.edit(b, configuration, 0.01))
		var waits tuitest.Samples
		for i, at := 0, len(lines); i < searches; i++ {
			for at--; !strings.Contains(lines[at], `"id": "field_`); at-- {
			}
			word := strings.Trim(strings.TrimSpace(lines[at]), `",`)[len(`id": "`):]
			term.send("\x1b[1;5H").expect("Ln 1,").send(ctrlF).expect(" Find ")
			term.pause()
			start := time.Now()
			term.send(paste(word))
			term.expect("Ln " + cells.Thousands(at+1) + ",")
			waits = append(waits, time.Since(start))
			term.send(esc).expectGone(" Find ")
		}
		tuitest.Held(b, "ms/frame-median", waits.Quantile(0.5), 20)
		b.ReportMetric(waits.Quantile(0.95), "ms/frame-p95")
	}
	tuitest.OnlyReported(b)
}

// BenchmarkPaste is from pasting 10 KB into 1 MB to the frame that shows the
// end of it, and from undoing that to its frame.
func BenchmarkPaste(b *testing.B) {
	const pastes = 20
	configuration := tuitest.Configuration(1 << 20)
	pasted := configuration[:10<<10]
	p := startPlatform(b, configuration)
	for b.Loop() {
		term := newTypist(p.edit(b, configuration, 0.5))
		var waits, undone tuitest.Samples
		for range pastes {
			term.pause()
			before := term.wrote()
			start := time.Now()
			term.send(paste(pasted))
			waits = append(waits, term.arrival(before, "a frame", anything).Sub(start))
			term.expect("edited")
			term.pause()
			before = term.wrote()
			start = time.Now()
			term.send(ctrlZ)
			undone = append(undone, term.arrival(before, "a frame", anything).Sub(start))
			term.expectGone("edited")
		}
		tuitest.Held(b, "ms/frame-median", waits.Quantile(0.5), 15)
		b.ReportMetric(waits.Quantile(0.95), "ms/frame-p95")
		tuitest.Held(b, "ms/undo-median", undone.Quantile(0.5), 15)
	}
	tuitest.OnlyReported(b)
}

// BenchmarkIdle is a program left alone for three seconds in the editor, one
// second after the first edit: its CPU time, what it writes, and the memory it
// holds of the system as a multiple of the text. CPU and memory are known only
// where there is a /proc.
func BenchmarkIdle(b *testing.B) {
	const settled, alone = time.Second, 3 * time.Second
	for _, c := range []struct {
		name  string
		bytes int
	}{{"1MB", 1 << 20}, {"10MB", 10 << 20}} {
		b.Run(c.name, func(b *testing.B) {
			configuration := tuitest.Configuration(c.bytes)
			p := startPlatform(b, configuration)
			for b.Loop() {
				term := p.edit(b, configuration, 0.5).send("z").expect("edited")
				time.Sleep(settled) // the meaning and the journal have caught up
				before, busy := term.wrote(), cpuTime(term.cmd.Process.Pid)
				time.Sleep(alone)
				if used := cpuTime(term.cmd.Process.Pid) - busy; used > 0 {
					tuitest.Held(b, "%/core", 100*float64(used)/float64(alone), 2)
				}
				tuitest.Held(b, "B/idle", float64(term.wrote()-before), 0)
				if held := resident(term.cmd.Process.Pid); held > 0 && c.bytes == 10<<20 {
					tuitest.Held(b, "RSS/text", float64(held)/float64(len(configuration)), 6)
				}
			}
			tuitest.OnlyReported(b)
		})
	}
}

// cpuTime is the CPU time of all threads of a process so far; 0 if not known.
func cpuTime(pid int) time.Duration {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	var sum time.Duration
	for _, thread := range threads {
		content, err := os.ReadFile(thread)
		if err != nil {
			continue // the thread has ended
		}
		onCPU, _, _ := strings.Cut(string(content), " ")
		n, _ := strconv.ParseInt(onCPU, 10, 64)
		sum += time.Duration(n)
	}
	return sum
}

// resident is the bytes of memory a process holds; 0 if not known.
func resident(pid int) int64 {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(content))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
