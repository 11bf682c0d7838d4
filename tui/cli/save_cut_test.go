// patchbay save with the connection cut: at every stage, in order and broken
// off, over TLS, and at random on top of everything else that can go wrong.

package cli

import (
	"context"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"patchbay/api"
	"patchbay/tui/tuitest"
)

// over replaces the client by one that reaches the API at base.
func (p *remote) over(base, caFile string) {
	p.t.Helper()
	client, err := api.New(api.Options{
		BaseURL: base, CAFile: caFile, Now: p.clock.now, Sleep: p.clock.wait, Jitter: func() float64 { return 0 },
		Authorization: func(context.Context) (string, error) { return "Bearer x", nil },
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.connectors = client
	p.t.Cleanup(client.CloseIdle)
}

// wordOf is what a save was said to have come to.
func wordOf(got checked) tuitest.Word {
	switch {
	case got.code == 0:
		return tuitest.Saved
	case got.code == 4:
		return tuitest.Unknown
	case got.code == 3 && strings.Contains(got.stderr, "something else is live now"):
		return tuitest.Superseded
	case got.code == 3:
		return tuitest.Conflict
	}
	return tuitest.NotSaved
}

func TestACutSave(t *testing.T) {
	const mine = `{"a": 2}`
	up := func(f func(tuitest.Call) int) func(tuitest.Call) tuitest.Cut {
		return func(c tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: f(c)} }
	}
	down := func(n int) func(tuitest.Call) tuitest.Cut {
		return func(tuitest.Call) tuitest.Cut { return tuitest.Cut{Up: tuitest.All, Down: n} }
	}
	for _, c := range []struct {
		name string
		cut  func(tuitest.Call) tuitest.Cut
		code int
	}{
		{"once the connection was made", up(func(tuitest.Call) int { return tuitest.Unread }), 69},
		{"in the request line", up(func(c tuitest.Call) int { return c.Line / 2 }), 69},
		{"after the headers", up(func(c tuitest.Call) int { return c.Head }), 69},
		{"before the last byte", up(func(c tuitest.Call) int { return c.Size - 1 }), 69},
		{"before the answer", down(0), 0},
		{"in the status line", down(11), 0},
		{"after the status line", down(len("HTTP/1.1 204 No Content\r\n")), 0},
		{"in the headers", down(40), 0},
	} {
		for end, how := range []string{"FIN", "RST"} {
			t.Run(c.name+", "+how, func(t *testing.T) {
				p := newRemote(t, nil)
				w := tuitest.NewWire(t, tuitest.Serve(t, p.box), func(call tuitest.Call) tuitest.Cut {
					if call.Method != "PUT" {
						return tuitest.Sound
					}
					cut := c.cut(call)
					cut.End = tuitest.End(end)
					return cut
				})
				p.over("http://"+w.Address, "")
				got := p.save(t.Context(), mine, wasLive)
				if got.code != c.code || (p.live() == mine) != (c.code == 0) || strings.Contains(got.stdout, "Saved and live") != (c.code == 0) {
					t.Errorf("live is %q, got %d, want %d\n%s%s", p.live(), got.code, c.code, got.stdout, got.stderr)
				}
				if got.code != 0 && !strings.Contains(got.stderr, "not saved: no clear answer came to the save") {
					t.Errorf("said %q", got.stderr)
				}
			})
		}
	}
}

// In TLS every connection after the first, so those of the PUT, is cut after so
// many bytes: in the handshake, in the request, in the answer.
func TestACutSaveOverTLS(t *testing.T) {
	const mine = `{"a": 2}`
	words, sent := map[tuitest.Word]int{}, 0
	for n := range 20 {
		cut := tuitest.Cut{Up: n / 2 * 350, Down: tuitest.All, End: tuitest.End(n / 2 % 2)}
		if n%2 == 1 {
			cut.Up, cut.Down = cut.Down, cut.Up
		}
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p := newRemote(t, nil)
			server := httptest.NewUnstartedServer(p.box)
			server.Config.ErrorLog = log.New(io.Discard, "", 0)
			server.StartTLS()
			t.Cleanup(server.Close)
			ca := filepath.Join(t.TempDir(), "ca.pem")
			if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
				t.Fatal(err)
			}
			w := tuitest.NewPipe(t, server.Listener.Addr().String(), func(connection int) tuitest.Cut {
				if connection == 1 {
					return tuitest.Sound
				}
				return cut
			})
			p.over("https://"+w.Address, ca)
			got := p.save(t.Context(), mine, wasLive)
			word := wordOf(got)
			words[word]++
			sent += len(puts(p.box))
			if live := p.live() == mine; word != tuitest.Saved && word != tuitest.NotSaved || live != (word == tuitest.Saved) || len(puts(p.box)) > 1 {
				t.Errorf("live is %q, %d PUTs, got %d\n%s%s", p.live(), len(puts(p.box)), got.code, got.stdout, got.stderr)
			}
		})
	}
	if words[tuitest.Saved] < 3 || words[tuitest.NotSaved] < 3 {
		t.Errorf("the cuts are not where they were meant to be: %v, %d sent", words, sent)
	}
}

// The oracle of the troubles is told in package tuitest.
func TestSavesInTrouble(t *testing.T) {
	said := map[tuitest.Word]int{}
	for n := range number(t, "PATCHBAY_SOAK_SAVES", 60) {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			var p *remote
			trouble := tuitest.NewTrouble(uint64(n), func() time.Time { return p.clock.now() })
			p = newRemote(t, trouble.Fault)
			w := tuitest.NewWire(t, tuitest.Serve(t, p.box), trouble.Plan)
			trouble.Over(w)
			p.over("http://"+w.Address, "")
			got := p.save(t.Context(), `{"a": 2, "$schema": "s"}`, wasLive)
			word := wordOf(got)
			said[word]++
			p.clock.wait(t.Context(), time.Minute)
			p.live() // what is late is stored now
			if fault := trouble.Judge(word); fault != "" {
				t.Errorf("%s\n%v\n%d %s%s", fault, trouble, got.code, got.stdout, got.stderr)
			}
			if word != tuitest.Saved && strings.Contains(got.stdout, "Saved and live") {
				t.Errorf("two words: %d %s%s", got.code, got.stdout, got.stderr)
			}
		})
	}
	t.Log(said)
}
