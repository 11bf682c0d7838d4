// Words made of foreign words.

package cells

import "testing"

func TestASentenceBeginsAndEndsAsOne(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a name": "A name.", "done.": "Done.", "is it on?": "Is it on?", "ésprit": "Ésprit.", "␛[5m": "␛[5m.", "漢": "漢.",
	} {
		if got := Sentence(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
