// number.go writes numbers as people read them.
package cells

import "strconv"

// Thousands writes n with commas: 4,999.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Plural says how many there are of a thing that is named by an ordinary noun:
// 1 byte, 4,999 bytes, 0 bytes.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Thousands(n) + " " + noun + "s"
}
