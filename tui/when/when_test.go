// This file says what people read for times near and far, past and to come.

package when

import (
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func TestTheThreePublishedFormsAreRead(t *testing.T) {
	for raw, want := range map[string]string{
		"2026-03-14T10:00:00+00:00": "2026-03-14 10:00 UTC (2 h ago)",
		"2026-03-14T10:00:00Z":      "2026-03-14 10:00 UTC (2 h ago)",
		"2026-03-14T12:00:00+02:00": "2026-03-14 10:00 UTC (2 h ago)",
		"2026-03-14T10:00:00.123Z":  "2026-03-14 10:00 UTC (2 h ago)",
		"2026-03-14":                "2026-03-14 (today)",
		"2026-03-13":                "2026-03-13 (yesterday)",
		"2026-03-15":                "2026-03-15 (tomorrow)",
		"2026-03-01":                "2026-03-01 (13 days ago)",
		"0001-01-01T00:00:00Z":      "0001-01-01 00:00 UTC (2025 years ago)",
		"9999-12-31T23:59:59Z":      "9999-12-31 23:59 UTC (in 7973 years)",
		"":                          "",
		"yesterday":                 "yesterday",
		"2026-13-40T00:00:00Z":      "2026-13-40T00:00:00Z",
		"1767225600":                "1767225600",
	} {
		if got := Stamp(raw, noon); got != want {
			t.Errorf("Stamp(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestTimesAreShownInTheZoneOfNow(t *testing.T) {
	helsinki := time.FixedZone("EET", 2*60*60)
	if got, want := Stamp("2026-03-14T10:00:00Z", noon.In(helsinki)), "2026-03-14 12:00 EET (2 h ago)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAgo(t *testing.T) {
	day := 24 * time.Hour
	for _, c := range []struct {
		before time.Duration
		want   string
	}{
		{0, "just now"}, {44 * time.Second, "just now"}, {-44 * time.Second, "just now"},
		{45 * time.Second, "1 min ago"}, {119 * time.Second, "1 min ago"}, {59 * time.Minute, "59 min ago"},
		{time.Hour, "1 h ago"}, {23*time.Hour + 59*time.Minute, "23 h ago"},
		{day, "1 day ago"}, {30 * day, "30 days ago"}, {31 * day, "1 month ago"}, {364 * day, "11 months ago"},
		{365 * day, "1 year ago"}, {800 * day, "2 years ago"},
		{-2 * time.Hour, "in 2 h"}, {-day, "in 1 day"},
	} {
		if got := Ago(noon.Add(-c.before), noon); got != c.want {
			t.Errorf("%v before now: %q, want %q", c.before, got, c.want)
		}
	}
}

func TestClock(t *testing.T) {
	helsinki := noon.In(time.FixedZone("EET", 2*60*60))
	for _, c := range []struct {
		at, now time.Time
		want    string
	}{
		{noon.Add(-time.Hour), noon, "11:00"}, {noon.Add(-13 * time.Hour), noon, "23:00 2026-03-13"},
		{noon.Add(-13 * time.Hour), helsinki, "01:00"}, {noon.AddDate(1, 0, 0), noon, "12:00 2027-03-14"},
	} {
		if got := Clock(c.at, c.now); got != c.want {
			t.Errorf("%v at %v: %q, want %q", c.at, c.now, got, c.want)
		}
	}
}

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", -time.Minute: "0 s", 2900 * time.Millisecond: "2 s", 64 * time.Second: "1 min 4 s",
	} {
		if got := Took(d); got != want {
			t.Errorf("Took(%v) = %q, want %q", d, got, want)
		}
	}
}

func FuzzStampNeverFails(f *testing.F) {
	f.Add("2026-03-14T10:00:00Z")
	f.Add("2026-03-14")
	f.Add("\x1b[31m")
	f.Fuzz(func(t *testing.T, raw string) {
		got := Stamp(raw, noon)
		if _, _, ok := Parse(raw); !ok && got != raw {
			t.Errorf("Stamp(%q) = %q: what is no timestamp must stay", raw, got)
		} else if ok && !strings.HasSuffix(got, ")") {
			t.Errorf("Stamp(%q) = %q: no relative time", raw, got)
		}
	})
}
