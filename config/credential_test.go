// The credential never prints, and bad credential text is refused in words.

package config

import (
	"bytes"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
)

const canary = "canary_S3cr3t"

func secret(t *testing.T, s string) Credential {
	t.Helper()
	c, err := ParseCredential(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// leaks looks for the canary as text, in hexadecimal and as a list of bytes.
func leaks(out string) bool {
	low := strings.ToLower(out)
	return strings.Contains(low, strings.ToLower(canary)) ||
		strings.Contains(low, hex.EncodeToString([]byte(canary))) ||
		strings.Contains(low, fmt.Sprintf("% x", canary[:6])) ||
		strings.Contains(out, strings.Trim(fmt.Sprint([]byte(canary)[:6]), "[]")) ||
		strings.Contains(low, "0x63, 0x61, 0x6e")
}

type outside struct {
	Name string
	Cred Credential
}

type inside struct {
	name string
	cred Credential
	ptr  *Credential
	deep struct{ again []Credential }
}

func TestACredentialNeverPrints(t *testing.T) {
	c := secret(t, canary)
	hidden := inside{name: "x", cred: c, ptr: &c}
	hidden.deep.again = []Credential{c}
	values := map[string]any{
		"value": c, "pointer": &c, "in a struct": outside{"x", c}, "in a pointer to a struct": &outside{"x", c},
		"in an unexported field": hidden, "behind a pointer": &hidden, "in a map": map[string]Credential{"a": c},
		"as a key's value": map[string]any{"a": &hidden}, "in a list": []Credential{c}, "in an interface": []any{c, hidden},
		"in an error": fmt.Errorf("call with %v and %s: %w", c, c, errors.New("x")),
		"in settings": Settings{env: Environment{Getenv: func(string) string { return canary }}},
	}
	for name, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%#x", "%d", "%o", "%b", "%c", "%U", "%e", "%f", "%g", "%t", "%p", "%10v", "%-20s", "%.3s", "%T", "%!"} {
			if out := fmt.Sprintf(verb, v); leaks(out) {
				t.Errorf("%s with %s printed %s", name, verb, out)
			}
		}
		if out := fmt.Sprint(v) + fmt.Sprintln(v); leaks(out) {
			t.Errorf("%s: Sprint printed it", name)
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		if leaks(log.String()) {
			t.Errorf("%s: slog printed %s", name, log.String())
		}
		if out, _ := json.Marshal(v); leaks(string(out)) {
			t.Errorf("%s: JSON printed %s", name, out)
		}
	}
	for name, out := range map[string]string{
		"%v": fmt.Sprintf("%v", c), "%s of a pointer": fmt.Sprintf("%s", &c), "%x": fmt.Sprintf("%x", c), "%d": fmt.Sprintf("%d", c),
		"String": c.String(),
	} {
		if out != dots {
			t.Errorf("%s gives %q, want dots", name, out)
		}
	}
}

func TestACredentialIsDotsInEveryEncoding(t *testing.T) {
	v := outside{"x", secret(t, canary)}
	encodings := map[string]func() ([]byte, error){
		"JSON": func() ([]byte, error) { return json.Marshal(v) },
		"TOML": func() ([]byte, error) { return toml.Marshal(v) },
		"XML":  func() ([]byte, error) { return xml.Marshal(v) },
		"gob": func() ([]byte, error) {
			var b bytes.Buffer
			err := gob.NewEncoder(&b).Encode(v)
			return b.Bytes(), err
		},
		"text": func() ([]byte, error) { return v.Cred.MarshalText() },
	}
	for name, encode := range encodings {
		out, err := encode()
		if err != nil || !strings.Contains(string(out), dots) || leaks(string(out)) {
			t.Errorf("%s gives %q, %v; want dots", name, out, err)
		}
	}
	var b bytes.Buffer
	_ = gob.NewEncoder(&b).Encode(v)
	if gob.NewDecoder(&b).Decode(&outside{}) == nil {
		t.Error("dots were read back as a credential")
	}
	if (Credential{}).String() != "" || (Credential{}).Header(Bearer) != "" || !(Credential{}).Empty() {
		t.Error("an empty credential is not empty")
	}
}

func TestCredentialTextIsTakenOrRefused(t *testing.T) {
	for _, c := range []struct{ name, text, header string }{
		{"as it is", "api_abc", "api_abc"},
		{"white space around", " \t api_abc \r\n", "api_abc"},
		{"with the word", "Bearer api_abc", "api_abc"},
		{"with the word in capitals", "  BEARER\t api_abc ", "api_abc"},
		{"a token that only begins like the word", "bearerish", "bearerish"},
		{"the longest", strings.Repeat("a", maxCredential), strings.Repeat("a", maxCredential)},
	} {
		got, err := ParseCredential(c.text)
		if err != nil || got.Header(Raw) != c.header || got.Header(Bearer) != "Bearer "+c.header {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, c := range []struct{ name, text, reason string }{
		{"nothing", "", "empty"},
		{"white space", " \n\t ", "empty"},
		{"only the word", "Bearer ", "only the word"},
		{"the word twice", "Bearer bearer " + canary, "twice"},
		{"line feed", canary + "\nx", "line break"},
		{"carriage return", canary + "\rx", "line break"},
		{"a space", canary + " x", "a space"},
		{"NUL", canary + "\x00x", "control"},
		{"escape", canary + "\x1b[2J", "control"},
		{"delete", canary + "\x7f", "control"},
		{"curly quote", "“" + canary + "”", "outside ASCII"},
		{"invalid UTF-8", canary + "\xff", "outside ASCII"},
		{"64 KB", strings.Repeat(canary, 64<<10/len(canary)), "longer than 16 KB"},
	} {
		got, err := ParseCredential(c.text)
		if err == nil || !strings.Contains(err.Error(), c.reason) || !got.Empty() {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.reason)
		} else if leaks(err.Error()) {
			t.Errorf("%s: the error repeats the value: %v", c.name, err)
		}
	}
}

func TestCredentialsAreToldApartWithoutShowingThem(t *testing.T) {
	a, b, none := secret(t, canary), secret(t, "Bearer "+canary), Credential{}
	if !a.Equal(b) || a.Equal(secret(t, canary+"x")) || a.Equal(none) || !none.Equal(none) {
		t.Error("Equal is wrong")
	}
	if f := a.Fingerprint(); len(f) != 6 || f != b.Fingerprint() || none.Fingerprint() != "" {
		t.Errorf("fingerprint %q", f)
	}
}

func FuzzCredentialErrorsNeverRepeatTheText(f *testing.F) {
	f.Add("Bearer x")
	f.Add(" \u00a0é")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCredential(s)
		if err != nil {
			if !c.Empty() {
				t.Fatal("refused, and yet a credential")
			}
			return
		}
		h := c.Header(Raw)
		if h == "" || strings.TrimSpace(h) != h || strings.ContainsFunc(h, func(r rune) bool { return r < 0x20 || r > 0x7e }) {
			t.Fatalf("accepted %q as %q", s, h)
		}
		if again, err := ParseCredential(h); err != nil || !again.Equal(c) {
			t.Fatalf("%q does not stay itself", h)
		}
	})
}
