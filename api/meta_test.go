// Headers are read defensively, and foreign text is made plain.

package api

import (
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"
)

func TestRateHeaders(t *testing.T) {
	seen := func(limit, remaining int) Rate { return Rate{limit, remaining, true} }
	for _, c := range []struct {
		limit, remaining string
		want             Rate
	}{
		{"5000", "4999", seen(5000, 4999)},
		{" 5000 ", "0", seen(5000, 0)},
		{"20000", "20000", seen(20000, 20000)},
		{"5000", "", Rate{}}, {"", "4999", Rate{}}, {"", "", Rate{}},
		{"5000", "-1", Rate{}}, {"-5000", "1", Rate{}}, {"0", "0", Rate{}}, {"+5", "1", Rate{}},
		{"5000", "5001", Rate{}},
		{"99999999999999999999999", "1", Rate{}}, {"5000", "1e3", Rate{}}, {"5,000", "1", Rate{}},
		{"5000", "many", Rate{}}, {"0x10", "1", Rate{}}, {"٥", "1", Rate{}}, {"5000.0", "1", Rate{}},
	} {
		h := http.Header{}
		h.Set("X-RateLimit-Limit", c.limit)
		h.Set("X-RateLimit-Remaining", c.remaining)
		if got := rateOf(h); got != c.want {
			t.Errorf("limit %q, remaining %q: got %+v, want %+v", c.limit, c.remaining, got, c.want)
		}
	}
	twice := http.Header{"X-Ratelimit-Limit": {"5", "6"}, "X-Ratelimit-Remaining": {"1"}}
	if got := rateOf(twice); got.Seen {
		t.Errorf("two limits gave %+v", got)
	}
	if got := rateOf(nil); got.Seen {
		t.Errorf("no headers gave %+v", got)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2025, 1, 1, 12, 0, 0, 0, time.UTC)
	stamp := func(d time.Duration) string { return now.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		after, date string
		want        time.Duration
		seen        bool
	}{
		{"0", "", 0, true}, {"1", "", time.Second, true}, {" 3600 ", "", time.Hour, true},
		{"86400", "", 24 * time.Hour, true}, {"86401", "", 24 * time.Hour, true},
		{"1000000000", "", 24 * time.Hour, true}, {strings.Repeat("9", 400), "", 24 * time.Hour, true},
		{"-1", "", 0, true}, {"", "", 0, false}, {"soon", "", 0, false}, {"1.5", "", 0, false}, {"1e3", "", 0, false}, {"-", "", 0, false},
		{stamp(time.Minute), "", time.Minute, true}, {stamp(-time.Minute), "", 0, true}, {stamp(99 * time.Hour), "", 24 * time.Hour, true},
		// The server's clock is a day ahead: its own date counts.
		{stamp(24*time.Hour + time.Minute), stamp(24 * time.Hour), time.Minute, true},
		{stamp(time.Minute), "garbage", time.Minute, true},
	} {
		h := http.Header{}
		h.Set("Retry-After", c.after)
		h.Set("Date", c.date)
		if got, seen := retryAfter(h, now); got != c.want || seen != c.seen {
			t.Errorf("%.40q (date %q): got %v, %v; want %v, %v", c.after, c.date, got, seen, c.want, c.seen)
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		" a \r\n\t b ":                    "a b",
		"\x1b[31m":                        `\u001b[31m`,
		"a\x00\x7f\u0085\u009b":           `a\u0000\u007f\u0085\u009b`,
		"\u202e\u200b\ufeff\u2028":        `\u202e\u200b\ufeff\u2028`,
		"\xff\xc0a":                       `\xff\xc0a`,
		"é e\u0301 漢😀":                    "é e\u0301 漢😀",
		"a" + strings.Repeat("\u0301", 5): "a" + strings.Repeat("\u0301", 4) + `\u0301`,
		"a\ufe0f\u034f\u3164":             `a\ufe0f\u034f\u3164`,
		"\U000e0041":                      `\ue0041`,
		strings.Repeat("x", 40):           strings.Repeat("x", 30) + "...",
	} {
		if got := plain(text, 30); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func FuzzHeadersAndPlainText(f *testing.F) {
	for _, s := range []string{"5000", "-1", "86400", "Wed, 01 Jan 2025 12:00:00 GMT", "\x1b[31m", "\xff", "a\u0301", strings.Repeat("x", 50) + " y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h := http.Header{"Retry-After": {s}, "Date": {s}, "X-Ratelimit-Limit": {s}, "X-Ratelimit-Remaining": {s}}
		if d, seen := retryAfter(h, time.Unix(0, 0)); d < 0 || d > maxRetryAfter || !seen && d != 0 {
			t.Fatalf("%q: wait %v", s, d)
		}
		if r := rateOf(h); r.Seen && (r.Limit < 1 || r.Remaining < 0 || r.Remaining > r.Limit) || !r.Seen && r != (Rate{}) {
			t.Fatalf("%q: %+v", s, r)
		}
		p := plain(s, 50)
		for _, r := range p {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q became %q", s, p)
			}
		}
		if n := len([]rune(p)); n > 53 {
			t.Fatalf("%q became %d runes", s, n)
		}
	})
}

func TestBaseURL(t *testing.T) {
	for url, accepted := range map[string]bool{
		"https://api.supermetrics.com": true, "https://api.example.com/": true, " https://api.example.com/v0/ ": true,
		"https://api.example.com:8443": true, "http://127.0.0.1:8787": true, "http://localhost:8787": true,
		"http://[::1]:8787": true, "http://127.9.9.9": true, "https://10.0.0.1": true, "HTTPS://API.EXAMPLE.COM": true,
		"": false, "api.example.com": false, "http://api.example.com": false, "http://10.0.0.1": false,
		"http://localhost.example.com": false, "http://127.0.0.1.example.com": false, "http://[::]": false, "http://0.0.0.0": false,
		"https://user@api.example.com": false, "https://u:secretword@api.example.com": false, "https://api.example.com?x=1": false,
		"https://api.example.com?": false, "https://api.example.com#x": false, "https://api.example.com#": false, "ftp://api.example.com": false,
		"https://": false, "https:///x": false, "https:api.example.com": false, "https://api.example.com:0": false,
		"https://api.example.com:99999": false, "https://api.example.com:x": false, "https://[::1": false, "https://a b": false, "file:///etc": false,
	} {
		_, err := New(Options{BaseURL: url})
		if (err == nil) != accepted {
			t.Errorf("%q: %v", url, err)
		}
		checkWords(t, err)
		if err != nil && strings.Contains(err.Error(), "secretword") {
			t.Errorf("the password is in %q", err)
		}
	}
}
