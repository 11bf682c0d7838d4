// Numbers by their exact decimal value, whatever their spelling.

package document

import (
	"strconv"
	"strings"
)

// decimal is an exact value: 0.digits × 10^exp. digits has no zeros in front or
// behind; zero has none at all.
type decimal struct {
	negative bool
	digits   string
	exp      int
	huge     bool // the exponent is beyond what is counted; exp is not set
	spelling string
}

// maxExponent bounds the exponents that are counted with.
const maxExponent = 1 << 30

// parseDecimal reads a number of JSON.
func parseDecimal(s string) decimal {
	d := decimal{spelling: s}
	if strings.HasPrefix(s, "-") {
		d.negative = true
		s = s[1:]
	}
	if at := strings.IndexAny(s, "eE"); at >= 0 {
		exp, err := strconv.Atoi(s[at+1:])
		d.exp = exp
		d.huge = err != nil || exp > maxExponent || exp < -maxExponent
		s = s[:at]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	d.digits = whole
	if fraction != "" {
		d.digits += fraction
	}
	d.exp += len(whole)
	trimmed := strings.TrimLeft(d.digits, "0")
	d.exp -= len(d.digits) - len(trimmed)
	d.digits = strings.TrimRight(trimmed, "0")
	if d.digits == "" { // zero is zero, whatever its exponent
		d.exp, d.huge = 0, false
	}
	return d
}

// sameNumber reports whether two numbers of JSON have exactly one value. Minus
// zero is not zero: programs tell them apart.
func sameNumber(a, b string) bool {
	if a == b {
		return true
	}
	x, y := parseDecimal(a), parseDecimal(b)
	if x.huge || y.huge {
		return false // spelt differently, and too far out to count
	}
	return x.negative == y.negative && x.digits == y.digits && x.exp == y.exp
}

// canonical is one spelling for all numbers of one value.
func (d decimal) canonical() string {
	if d.huge {
		return d.spelling
	}
	sign := ""
	if d.negative {
		sign = "-"
	}
	return sign + d.digits + "e" + strconv.Itoa(d.exp)
}

// checkNumber finds numbers that come back with other digits when a program
// reads them as a 64-bit float and writes the shortest decimal that means the
// same float. 0.1 comes back; 12345678901234567890 and 1e400 do not. Minus zero
// is reported because programs write it back as 0.
func checkNumber(src string, start, end int, digits *collector) {
	s := src[start:end]
	if len(s) <= 15 && s[0] != '-' && !strings.ContainsAny(s, "eE") || digits.full() {
		return // 15 digits always fit
	}
	d := parseDecimal(s)
	if d.digits == "" {
		if d.negative {
			digits.add(start, end, excerpt(s, 40)+" may lose its sign; write it as text if that matters.")
		}
		return
	}
	if len(d.digits) <= 15 && !d.huge && d.exp > -290 && d.exp < 290 {
		return
	}
	f, err := strconv.ParseFloat(s, 64)
	if err == nil && sameNumber(s, strconv.FormatFloat(f, 'e', -1, 64)) {
		return
	}
	digits.add(start, end, excerpt(s, 40)+" may be rounded; write it as text if every digit matters.")
}
