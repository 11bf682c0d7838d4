// What is never sent.

package document

import (
	"context"
	"testing"
)

func TestWhatIsNeverSentIsNamed(t *testing.T) {
	for src, want := range map[string]string{
		`{}`: "", `{"a": 1, "a": 2}`: "", // doubtful, but sendable
		`{`: syntax, ``: syntax, `[]`: notObject, "{\"a\": \"\xff\"}": notUTF8, "\ufeff{}": syntax,
	} {
		f, ok := Parse(context.Background(), src).Unsendable()
		if f.ID != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", src, f.ID, want)
		}
	}
}
