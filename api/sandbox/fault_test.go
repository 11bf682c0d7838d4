// Scripted faults: each on its own, and together.

package sandbox

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// script turns faults into a script: the n-th request of an operation for
// ABC12 gets the n-th fault, the last of them for good when it repeats.
func script(op Op, faults ...Fault) func(Request) Fault {
	return func(r Request) Fault {
		if r.Op != op || r.Identifier != "ABC12" || r.N > len(faults) {
			return Fault{}
		}
		return faults[r.N-1]
	}
}

func rename(name string) func(*Stored) { return func(c *Stored) { c.Name = Text(name) } }

func reconfigure(text string) func(*Stored) {
	return func(c *Stored) { c.Configuration = Literal(text) }
}

const mine = `{"mine":1}`

func TestWhetherASaveIsKept(t *testing.T) {
	for _, c := range []struct {
		name   string
		fault  Fault
		status int // 0: the connection is cut
		kept   bool
	}{
		{"no fault", Fault{}, 204, true},
		{"refused", Fault{Status: 503}, 503, false},
		{"saved, then 500", Fault{Status: 500, Commit: CommitNow}, 500, true},
		{"saved, reply lost", Fault{Cut: CutReply}, 0, true},
		{"not saved, cut", Fault{Cut: CutReply, Commit: CommitNever}, 0, false},
		{"cut while sending", Fault{Cut: CutRequest}, 0, false},
		{"reset", Fault{Cut: CutReset}, 0, true},
		{"204 without saving", Fault{Commit: CommitNever}, 204, false},
		{"a page instead", Reply(502, "text/html", "<h1>Bad gateway"), 502, false},
		{"another success", Fault{Answer: func(a *Answer) { a.Status = 202 }}, 202, true},
		{"slow before", Fault{Delay: time.Minute}, 204, true},
		{"slow after", Fault{Hold: time.Minute}, 204, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t, Options{Fault: script(OpUpdate, c.fault)})
			r := b.put("ABC12", both("n", "d", mine))
			if r.Status != c.status || (c.status == 0) != (r.Err != nil) {
				t.Errorf("status %d, error %v", r.Status, r.Err)
			}
			if got := b.stored("ABC12").Configuration == mine; got != c.kept {
				t.Errorf("kept: %v", got)
			}
			if b.watch.slept != c.fault.Delay+c.fault.Hold {
				t.Errorf("took %v", b.watch.slept)
			}
		})
	}
}

func TestALateSave(t *testing.T) {
	late := Fault{Status: 500, Commit: CommitLate, Late: 10 * time.Second, Store: Normalise(Indented)}
	b := newBench(t, Options{Fault: script(OpUpdate, late)})
	b.refusedAs(b.put("ABC12", both("n", "d", mine)), 500, "INTERNAL_SERVER_ERROR")
	b.watch.Advance(9 * time.Second)
	if got := configurationOf(t, b.get("ABC12").Body); got != soundJSON {
		t.Errorf("too early: %s", got)
	}
	b.watch.Advance(time.Second)
	if got := configurationOf(t, b.get("ABC12").Body); got != "{\n    \"mine\": 1\n}" {
		t.Errorf("after ten seconds: %s", got)
	}
}

func TestAnotherWriterAtEveryPoint(t *testing.T) {
	// Before the check: the GET shows it.
	b := newBench(t, Options{Fault: script(OpGet, Fault{}, Fault{Before: rename("Theirs")})})
	first, second := b.get("ABC12"), b.get("ABC12")
	if strings.Contains(first.Body, "Theirs") || !strings.Contains(second.Body, "Theirs") {
		t.Error("before the check")
	}
	// Between check and PUT: it is there, and the PUT buries it.
	b = newBench(t, Options{Fault: script(OpUpdate, Fault{Before: reconfigure(`{"theirs":1}`)})})
	b.saved(b.put("ABC12", both("n", "d", mine)))
	if e := b.sandbox.entries[key{DefaultTeam, "ABC12"}]; e.now.Configuration != mine || e.past[1].Configuration != `{"theirs":1}` {
		t.Error("between check and PUT")
	}
	// After the PUT: the reading back finds theirs.
	b = newBench(t, Options{Fault: script(OpUpdate, Fault{After: reconfigure(`{"theirs":1}`)})})
	b.saved(b.put("ABC12", both("n", "d", mine)))
	got := b.stored("ABC12")
	if got.Configuration != `{"theirs":1}` || got.Version != `"1.0.2"` || got.ConfigurationUpdatedAt != `"2026-03-04T05:06:08+00:00"` {
		t.Errorf("after the PUT: %+v", got)
	}
	// From outside.
	if !b.sandbox.Change(DefaultTeam, "ABC12", rename("Outside")) || b.sandbox.Change(DefaultTeam, "NOSUCH", rename("x")) {
		t.Error("Change does not say whether there was something to change")
	}
	if !b.sandbox.Remove(DefaultTeam, "ABC12") || b.sandbox.Remove(DefaultTeam, "ABC12") {
		t.Error("Remove does not say whether there was something to remove")
	}
	b.refusedAs(b.get("ABC12"), 404, "NOT_FOUND")
	if strings.Contains(b.send("GET", teamPath, "").Body, `"ABC12"`) {
		t.Error("a removed Connector is in the list")
	}
}

func TestAStaleRead(t *testing.T) {
	b := newBench(t, Options{Fault: script(OpGet, Fault{}, Fault{Stale: 1}, Fault{Stale: 9})})
	before := b.get("ABC12").Body
	b.saved(b.put("ABC12", both("n", "d", mine)))
	for range 2 {
		if got := b.get("ABC12").Body; got != before {
			t.Errorf("a stale read shows %.120s", got)
		}
	}
	if got := b.get("ABC12").Body; configurationOf(t, got) != mine {
		t.Error("a fresh read does not show the save")
	}
}

func TestTheDatesASaveLeaves(t *testing.T) {
	for d, want := range map[Dates][2]Literal{
		DatesAdvance: {`"2026-03-04T05:06:07+00:00"`, `"2026-03-04T05:06:08+00:00"`},
		DatesKept:    {`"2025-01-02T00:00:00+00:00"`, `"2025-01-02T00:00:00+00:00"`},
		DatesBack:    {`"2025-01-01T23:00:00+00:00"`, `"2025-01-01T22:00:00+00:00"`},
		DatesClock:   {`"2026-03-04T05:06:07+00:00"`, `"2026-03-04T05:06:07+00:00"`},
	} {
		b := newBench(t, Options{Fault: script(OpUpdate, Fault{Dates: d}, Fault{Dates: d})})
		for i := range 2 {
			b.saved(b.put("ABC12", both("n", "d", `{"n":`+strings.Repeat("1", i+1)+`}`)))
			if got := b.stored("ABC12"); got.UpdatedAt != want[i] || got.ConfigurationUpdatedAt != want[i] {
				t.Errorf("%d, save %d: %s, %s; want %s", d, i+1, got.UpdatedAt, got.ConfigurationUpdatedAt, want[i])
			}
		}
	}
}

func TestAnswersOfEveryKind(t *testing.T) {
	missing := func(c *Stored) { c.Description, c.Configuration = "", "" }
	gone := func(c *Stored) {
		c.Version, c.Configuration, c.ConfigurationCreatedAt, c.ConfigurationUpdatedAt = "", "", "", ""
	}
	cut := func(a *Answer) { a.Body = a.Body[:10] }
	for _, c := range []struct {
		name   string
		fault  Fault
		status int
		body   func(string) bool
	}{
		{"members missing", Fault{View: missing}, 200, func(s string) bool {
			return !strings.Contains(s, "description") && !strings.Contains(s, "configuration_json") && strings.Contains(s, `"configuration":{"version"`)
		}},
		{"Configuration gone", Fault{View: gone}, 200, func(s string) bool { return strings.HasSuffix(s, `"updated_at":"2025-01-02T00:00:00+00:00"}`) }},
		{"a list for an object", Fault{View: reconfigure("[]")}, 200, func(s string) bool { return strings.Contains(s, `"configuration_json":[]`) }},
		{"broken off JSON of sound length", Fault{Answer: cut}, 200, func(s string) bool { return s == `{"connecto` }},
		{"nothing", Reply(200, "application/json", ""), 200, func(s string) bool { return s == "" }},
		{"a teapot", Fault{Status: 418}, 418, func(s string) bool { return strings.Contains(s, `"HTTP_418"`) }},
		{"a status without a name", Fault{Status: 599}, 599, func(s string) bool { return strings.Contains(s, `"HTTP_599"`) }},
		{"a conflict", Fault{Status: 409, Description: "words"}, 409, func(s string) bool {
			return strings.Contains(s, `"CONFLICT_ERROR"`) && strings.Contains(s, `"description":"words"`)
		}},
	} {
		b := newBench(t, Options{Fault: script(OpGet, c.fault)})
		if r := b.get("ABC12"); r.Err != nil || r.Status != c.status || !c.body(r.Body) {
			t.Errorf("%s: %d %v %s", c.name, r.Status, r.Err, r.Body)
		}
		if b.stored("ABC12") != sound().withTeam() {
			t.Errorf("%s: what was shown was stored", c.name)
		}
	}
}

func (c Stored) withTeam() Stored { c.Team = DefaultTeam; return c }

func TestARedirectAndOddHeaders(t *testing.T) {
	b := newBench(t, Options{Fault: script(OpGet,
		Fault{Answer: func(a *Answer) { a.Status, a.Body = 302, ""; a.Header.Set("Location", "https://elsewhere.example/") }},
		Fault{Status: 429, RetryAfter: 48 * time.Hour},
		Fault{Answer: func(a *Answer) {
			a.Header.Del("X-RateLimit-Limit")
			a.Header.Set("X-RateLimit-Remaining", "-1")
		}})})
	if r := b.get("ABC12"); r.Status != 302 || r.Header.Get("Location") == "" {
		t.Errorf("%d %v", r.Status, r.Header)
	}
	if r := b.get("ABC12"); r.Header.Get("Retry-After") != "86400" {
		t.Errorf("Retry-After %s", r.Header.Get("Retry-After"))
	}
	if r := b.get("ABC12"); r.Header.Get("X-RateLimit-Limit") != "" || r.Header.Get("X-RateLimit-Remaining") != "-1" {
		t.Errorf("%v", r.Header)
	}
}

func TestCutsOfAnAnswer(t *testing.T) {
	b := newBench(t, Options{Fault: script(OpGet, Fault{Cut: CutHeaders}, Fault{Cut: CutBody}, Fault{Cut: CutReply}, Fault{Cut: CutRequest}, Fault{Cut: CutReset})})
	for _, some := range []bool{false, true} {
		if r := b.get("ABC12"); r.Status != 200 || !errors.Is(r.Err, io.ErrUnexpectedEOF) || (r.Body != "") != some {
			t.Errorf("cut in the answer: %d %v %q", r.Status, r.Err, r.Body)
		}
	}
	for range 3 {
		if r := b.get("ABC12"); !errors.Is(r.Err, io.EOF) {
			t.Errorf("cut before the answer: %d %v", r.Status, r.Err)
		}
	}
}

func TestASlowBody(t *testing.T) {
	b := newBench(t, Options{Fault: script(OpGet, Fault{Pace: Pace{Bytes: 100, Every: time.Second}})})
	whole := b.stored("ABC12").full()
	if r := b.get("ABC12"); r.Body != whole || r.Err != nil {
		t.Errorf("%v %q", r.Err, r.Body)
	}
	if want := time.Duration((len(whole)-1)/100) * time.Second; b.watch.slept != want {
		t.Errorf("took %v, want %v", b.watch.slept, want)
	}
}

func TestAScriptWinsOverTheIdentifier(t *testing.T) {
	b := newBench(t, Options{Fault: func(r Request) Fault {
		if r.Method == http.MethodGet && r.Identifier == "get-403" && r.N == 1 {
			return Fault{Status: 410}
		}
		return Fault{}
	}})
	b.refusedAs(b.get("get-403"), 410, "HTTP_410")
	b.refusedAs(b.get("get-403"), 403, "FORBIDDEN")
}

func TestAScriptMayCallTheSandbox(t *testing.T) {
	var s *Sandbox
	b := newBench(t, Options{Fault: func(r Request) Fault {
		s.Change(r.Team, r.Identifier, rename("From a script"))
		return Fault{}
	}})
	s = b.sandbox
	if r := b.get("ABC12"); !strings.Contains(r.Body, "From a script") {
		t.Errorf("%.100s", r.Body)
	}
}

func TestNormalisationOfEveryKind(t *testing.T) {
	const text = "{ \"b\": [ {}, [ ] ,1.10, 12345678901234567890 ],\n \"a\": \"\u00e9/\\u0041\\ud83d\\ude00\", \"b\": {} }"
	for _, c := range []struct {
		how  Normal
		want string
	}{
		{Compact, "{\"b\":[{},[],1.10,12345678901234567890],\"a\":\"\u00e9/\\u0041\\ud83d\\ude00\",\"b\":{}}"},
		{0, "{\"b\": [{}, [], 1.10, 12345678901234567890], \"a\": \"\u00e9/\\u0041\\ud83d\\ude00\", \"b\": {}}"},
		{Compact | SortKeys, "{\"a\":\"\u00e9/\\u0041\\ud83d\\ude00\",\"b\":[{},[],1.10,12345678901234567890],\"b\":{}}"},
		{Compact | LastDuplicate, "{\"a\":\"\u00e9/\\u0041\\ud83d\\ude00\",\"b\":{}}"},
		{Compact | Floats, "{\"b\":[{},[],1.1,12345678901234567000],\"a\":\"\u00e9/\\u0041\\ud83d\\ude00\",\"b\":{}}"},
		{Compact | EscapeAll, `{"b":[{},[],1.10,12345678901234567890],"a":"\u00e9\/A\ud83d\ude00","b":{}}`},
		{Compact | PlainTexts, `{"b":[{},[],1.10,12345678901234567890],"a":"é/A😀","b":{}}`},
		{Compact | EmptyToList, "{\"b\":[[],[],1.10,12345678901234567890],\"a\":\"\u00e9/\\u0041\\ud83d\\ude00\",\"b\":[]}"},
		{Indented | LastDuplicate, "{\n    \"a\": \"\u00e9/\\u0041\\ud83d\\ude00\",\n    \"b\": {}\n}"},
	} {
		b := newBench(t, Options{Fault: script(OpUpdate, Fault{Store: Normalise(c.how)})})
		b.saved(b.put("ABC12", both("n", "d", text)))
		if got := b.stored("ABC12").Configuration; string(got) != c.want {
			t.Errorf("%b:\ngot  %s\nwant %s", c.how, got, c.want)
		}
	}
	b := newBench(t, Options{Fault: script(OpUpdate, Fault{Store: All(DropMember("b", "1", "x"), Normalise(Compact), rename("Theirs"))})})
	b.saved(b.put("ABC12", both("n", "d", `{"a":1,"b":[0,{"x":{"y":2}, "z" : 3}],"c":4}`)))
	if got := b.stored("ABC12"); got.Configuration != `{"a":1,"b":[0,{"z":3}],"c":4}` || got.Name != `"Theirs"` {
		t.Errorf("stored %s, %s", got.Configuration, got.Name)
	}
}
