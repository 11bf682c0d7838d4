// Tests of numbers in words.
package cells

import "testing"

func TestNumbersAreReadInThrees(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 4999: "4,999", 12345: "12,345",
		999_999: "999,999", 1_000_000: "1,000,000", -1: "-1", -999: "-999", -1000: "-1,000", -123_456: "-123,456",
	} {
		if got := Thousands(n); got != want {
			t.Errorf("%d is written %q, want %q", n, got, want)
		}
	}
}

func TestOneThingIsSingular(t *testing.T) {
	for n, want := range map[int]string{0: "0 errors", 1: "1 error", 2: "2 errors", 1200: "1,200 errors"} {
		if got := Plural(n, "error"); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
