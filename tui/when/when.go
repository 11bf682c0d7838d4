// This file reads the platform's timestamps and says them, and lengths of time,
// in words.

// Package when turns timestamps and lengths of time into plain English, the same
// on every screen: "2025-01-01 02:00 EET (3 days ago)", "2 s".
//
// It must never read a clock: the caller says what time it is now, and the
// location of that time is the zone in which times are shown.
package when

import (
	"strconv"
	"time"
)

// Precision is how much a timestamp says.
type Precision int

// The precisions. Day is a date without a time of day and without a zone.
const (
	Second Precision = iota
	Day
)

// Parse reads a timestamp in one of the three forms the platform publishes:
// 2025-01-01T00:00:00+00:00, 2025-01-01T00:00:00Z and 2025-01-01. Fractions of a
// second are accepted. A date is returned as its midnight in UTC.
func Parse(raw string) (time.Time, Precision, bool) {
	if t, err := time.Parse(time.RFC3339, raw); err == nil {
		return t, Second, true
	}
	if t, err := time.Parse(time.DateOnly, raw); err == nil {
		return t, Day, true
	}
	return time.Time{}, Second, false
}

// Stamp says a timestamp both ways, absolute and relative to now:
// "2025-01-01 02:00 EET (3 days ago)". Text that is no timestamp comes back as it
// is, so it still has to be cleaned before it is shown.
func Stamp(raw string, now time.Time) string {
	t, p, ok := Parse(raw)
	if !ok {
		return raw
	}
	return Absolute(t, p, now.Location()) + " (" + since(t, p, now) + ")"
}

// Relative says a timestamp relative to now, "3 days ago". Text that is no
// timestamp comes back as it is.
func Relative(raw string, now time.Time) string {
	t, p, ok := Parse(raw)
	if !ok {
		return raw
	}
	return since(t, p, now)
}

// Absolute says a time to the minute, with its zone; of a date, the date alone.
func Absolute(t time.Time, p Precision, in *time.Location) string {
	if p == Day {
		return t.Format(time.DateOnly)
	}
	return t.In(in).Format("2006-01-02 15:04 MST")
}

// Clock says a time of day, with the date when that is not today: "14:02",
// "14:02 2025-01-01".
func Clock(t, now time.Time) string {
	t = t.In(now.Location())
	if Today(t, now) {
		return t.Format("15:04")
	}
	return t.Format("15:04 2006-01-02")
}

// Today reports whether t has the date of now.
func Today(t, now time.Time) bool {
	return t.In(now.Location()).Format(time.DateOnly) == now.Format(time.DateOnly)
}

func since(t time.Time, p Precision, now time.Time) string {
	if p == Day {
		return daysAgo(t, now)
	}
	return Ago(t, now)
}

// Ago says how long before now t was, in its largest unit: "just now", "5 min
// ago", "2 h ago", "1 day ago". A time to come is "in 2 h": clocks differ.
func Ago(t, now time.Time) string {
	// Seconds since 1970, not a time.Duration, which ends at 292 years.
	gap := now.Unix() - t.Unix()
	if gap > -45 && gap < 45 {
		return "just now"
	}
	return direction(gap, amount(max(gap, -gap)))
}

// daysAgo compares calendar days: a date has no time of day to count from.
func daysAgo(date, now time.Time) string {
	year, month, day := now.Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	gap := today.Unix() - date.Unix()
	switch gap / secondsPerDay {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	case -1:
		return "tomorrow"
	}
	return direction(gap, amount(max(gap, -gap)))
}

const (
	secondsPerHour = 60 * 60
	secondsPerDay  = 24 * secondsPerHour
)

func amount(seconds int64) string {
	switch days := seconds / secondsPerDay; {
	case seconds < secondsPerHour:
		return strconv.FormatInt(max(1, seconds/60), 10) + " min"
	case days < 1:
		return strconv.FormatInt(seconds/secondsPerHour, 10) + " h"
	case days < 31:
		return plural(days, "day")
	case days < 365:
		return plural(max(1, days*12/365), "month")
	default:
		return plural(days*100/36525, "year")
	}
}

func plural(n int64, unit string) string {
	if n <= 1 {
		return "1 " + unit
	}
	return strconv.FormatInt(n, 10) + " " + unit + "s"
}

func direction(gap int64, words string) string {
	if gap < 0 {
		return "in " + words
	}
	return words + " ago"
}

// Took says how long something has taken so far, to the second: "2 s",
// "1 min 4 s". Under a second, and when the clock went back, it is "0 s".
func Took(d time.Duration) string {
	s := int64(max(0, d) / time.Second)
	if s < 60 {
		return strconv.FormatInt(s, 10) + " s"
	}
	return strconv.FormatInt(s/60, 10) + " min " + strconv.FormatInt(s%60, 10) + " s"
}
