// cluster.go judges one grapheme cluster: may it be shown as it is, and if not,
// which visible mark stands for it.
package cells

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"
)

const (
	// maxCluster is the most bytes taken as one cluster, as in tui/text.
	maxCluster = 1024
	// maxMarks is how many combining marks one base may carry. Languages need
	// four; more is a flood that hides or overpaints other lines.
	maxMarks = 8
	// maxRunes is how many characters of one cluster are shown. The longest
	// real emoji has ten.
	maxRunes = 16
	// cutMark stands for the rest of a flood.
	cutMark = "…"
)

const (
	joiner       = '\u200d'
	textStyle    = '\ufe0e'
	emojiStyle   = '\ufe0f'
	keycap       = '\u20e3'
	firstTone    = '\U0001f3fb'
	lastTone     = '\U0001f3ff'
	picturesBase = '\u2400'
)

// clusterSize returns the size of the cluster s begins with; s is not empty.
// "\r\n" is one cluster, and so is each byte that is not valid UTF-8.
func clusterSize(s string) int {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		if s[0] == '\r' && len(s) > 1 && s[1] == '\n' {
			return 2
		}
		return 1
	}
	if len(s) > maxCluster {
		cut := maxCluster
		for back := 0; back < 3 && !utf8.RuneStart(s[cut]); back++ {
			cut--
		}
		s = s[:cut]
	}
	it := graphemes.FromString(s)
	it.Next()
	n := len(it.Value())
	for i := 0; i < n; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return max(i, 1)
		}
		i += size
	}
	return n
}

// Judgement says whether a cluster is shown as it is.
type judgement int

const (
	shown  judgement = iota // as it is
	marked                  // a mark stands for all or part of it
)

// judge returns what to show for one cluster, and its width, which is at least
// one cell.
func judge(cluster string) (string, int, judgement) {
	if len(cluster) == 1 {
		b := cluster[0]
		switch {
		case b < 0x20:
			return string(picturesBase + rune(b)), 1, marked
		case b < 0x7f:
			return cluster, 1, shown
		case b == 0x7f:
			return "\u2421", 1, marked
		}
		return fmt.Sprintf(`\x%02x`, b), 4, marked
	}
	if cluster == "\r\n" {
		return "\u240d\u240a", 2, marked
	}
	s, how := visible(cluster)
	return s, ansi.StringWidth(s), how
}

// visible returns the cluster with everything replaced by marks that cannot be
// seen, or that only makes sense elsewhere.
func visible(cluster string) (string, judgement) {
	if r, n := utf8.DecodeRuneInString(cluster); n == len(cluster) && stands(r) {
		return cluster, shown
	}
	var b strings.Builder
	how := shown
	var last, base rune // the character before, and the base it leans on; 0 when none
	marks, count := 0, 0
	for i := 0; i < len(cluster); {
		r, n := utf8.DecodeRuneInString(cluster[i:])
		next, _ := utf8.DecodeRuneInString(cluster[i+n:])
		count++
		if leans(r) {
			marks++
		} else if r != joiner && !isStyle(r) {
			marks = 0
		}
		if count > maxRunes || marks > maxMarks {
			return strings.TrimSuffix(b.String(), string(joiner)) + cutMark, marked
		}
		switch {
		case keeps(r, last, base, next):
			b.WriteString(cluster[i : i+n])
			last = r
			if stands(r) {
				base = r
			}
		default:
			b.WriteString(name(r))
			how = marked
			last, base = 0, 0 // nothing may lean on a mark
		}
		i += n
	}
	return b.String(), how
}

// keeps says whether a character of a cluster is shown as it is, given the
// character before it, the base it leans on and the character after it.
func keeps(r, last, base, next rune) bool {
	switch {
	case r == joiner:
		return base != 0 && isPictograph(base) && isPictograph(next)
	case isStyle(r):
		return last == base && base != 0 && (isPictograph(base) || isKeycapBase(base) && next == keycap)
	case r >= firstTone && r <= lastTone:
		return base != 0 && isPictograph(base) && (last == base || isStyle(last))
	case leans(r):
		return base != 0
	}
	return stands(r)
}

func isStyle(r rune) bool { return r == textStyle || r == emojiStyle }

func isKeycapBase(r rune) bool { return r >= '0' && r <= '9' || r == '#' || r == '*' }

// isPictograph says whether emoji sequences may be joined from r: exactly then
// r, a joiner and r make one cluster.
func isPictograph(r rune) bool {
	if r < 0xa9 {
		return false
	}
	s := string([]rune{r, joiner, r})
	return stands(r) && clusterSize(s) == len(s)
}

// stands says whether r can be seen and needs no other character to lean on.
func stands(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 0x20 && r < 0x7f
	}
	return isSimple(r) || unicode.IsGraphic(r) && !unicode.Is(unicode.M, r) && !leans(r) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) && !leads(r)
}

// leans says whether r is drawn onto the character before it. The exceptions
// are letters that Unicode nevertheless makes part of the cluster before them.
func leans(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r == 0x0e33, r == 0x0eb3, r == 0xff9e, r == 0xff9f, r >= firstTone && r <= lastTone:
		return true
	}
	return unicode.Is(unicode.M, r) && !unicode.Is(unicode.Variation_Selector, r) &&
		!unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// leads says whether r swallows the character after it into its cluster: some
// letters of historic scripts. They are shown as marks, so that no cluster
// reaches over the edge of a piece of text.
func leads(r rune) bool {
	switch r {
	case 0x0d4e, 0x111c2, 0x111c3, 0x113d1, 0x1193f, 0x11941, 0x11a3a,
		0x11a84, 0x11a85, 0x11a86, 0x11a87, 0x11a88, 0x11a89, 0x11d46, 0x11f02:
		return true
	}
	return false
}

// isSimple says whether r is surely a character of its own: it can be seen and
// joins neither another simple character nor ASCII. It only saves time.
func isSimple(r rune) bool {
	switch {
	case r < 0x2010:
		return r >= 0xa1 && r <= 0x2ff && r != 0xad || r >= 0x3a3 && r <= 0x482 || r >= 0x48a && r <= 0x52f
	case r < 0x3041:
		return r <= 0x2027 || r >= 0x2030 && r <= 0x205e || r >= 0x2190 && r <= 0x2426 || r >= 0x2500 && r <= 0x27ff
	}
	return r <= 0x3096 || r >= 0x30a1 && r <= 0x30ff || r >= 0x4e00 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3
}

// letterWidth is the width of letters such as é, whose width the environment
// can set for East Asian terminals: 1, or 0 when each must be measured.
var letterWidth = func() int {
	if ansi.StringWidth("\u00a1é§αЖ") == 5 {
		return 1
	}
	return 0
}()

// alone returns the size and width of the character s begins with when it is
// a cluster of its own and of known width, which most letters are; else 0, 0.
// It only saves time.
func alone(s string) (size, width int) {
	r, n := utf8.DecodeRuneInString(s)
	if n < 2 || n == len(s) || !isSimple(r) {
		return 0, 0
	}
	if s[n] >= utf8.RuneSelf {
		if next, _ := utf8.DecodeRuneInString(s[n:]); !isSimple(next) {
			return 0, 0
		}
	}
	switch {
	case r < 0x2010:
		if letterWidth == 0 {
			return 0, 0
		}
		return n, letterWidth
	case r >= 0x3041:
		return n, 2
	}
	return 0, 0
}

// name returns the mark that stands for a character nobody can see.
func name(r rune) string {
	switch {
	case r < 0x20:
		return string(picturesBase + r)
	case r == 0x7f:
		return "\u2421"
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}
