// What a benchmark reports: a figure beside the budget it is held to.

package tuitest

import (
	"slices"
	"testing"
	"time"
)

// Samples are durations of the same thing, measured again and again.
type Samples []time.Duration

// Quantile is the sample, in milliseconds, that the share q (0 to 1) of them
// does not exceed; 0 without samples.
func (s Samples) Quantile(q float64) float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	at := min(int(q*float64(len(sorted))), len(sorted)-1)
	return Milliseconds(sorted[at])
}

// Milliseconds is d as a figure to report.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// Held reports a figure and, under the same unit with "-budget" behind it, the
// most it may be. "make bench" prints the two side by side.
func Held(b *testing.B, unit string, value, budget float64) {
	b.ReportMetric(value, unit)
	b.ReportMetric(budget, unit+"-budget")
}

// OnlyReported takes the time of the whole loop out of the report, where only
// the figures within it mean something.
func OnlyReported(b *testing.B) { b.ReportMetric(0, "ns/op") }
