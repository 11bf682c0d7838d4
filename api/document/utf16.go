// Texts in another encoding than UTF-8: recognised, and told once.

package document

import "strings"

// otherEncoding names the encoding of a text that is plainly UTF-16 or UTF-32,
// or returns "". A text of JSON begins with two ASCII characters, so zero bytes
// around them tell (RFC 4627, section 3), as does a byte order mark.
func otherEncoding(src string) string {
	switch {
	case strings.HasPrefix(src, "\xFF\xFE\x00\x00"), strings.HasPrefix(src, "\x00\x00\xFE\xFF"):
		return "UTF-32"
	case strings.HasPrefix(src, "\xFF\xFE"), strings.HasPrefix(src, "\xFE\xFF"):
		return "UTF-16"
	case len(src) < 4:
		return ""
	}
	zero := [4]bool{src[0] == 0, src[1] == 0, src[2] == 0, src[3] == 0}
	switch zero {
	case [4]bool{true, true, true, false}, [4]bool{false, true, true, true}:
		return "UTF-32"
	case [4]bool{true, false, true, false}, [4]bool{false, true, false, true}:
		return "UTF-16"
	}
	return ""
}
