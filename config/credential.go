// The credential: a secret that can be sent and compared, and never printed.

package config

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
)

// dots stands for a credential wherever one is printed. Its length says
// nothing about the length of the secret.
const dots = "••••••"

// maxCredential is the longest credential accepted, in bytes. It is far above
// any real one and below the header limits of common servers.
const maxCredential = 16 << 10

// Scheme is how a credential is written in the Authorization header.
type Scheme int

const (
	// Bearer sends "Authorization: Bearer <credential>". Both published
	// security schemes accept it; it is the default.
	Bearer Scheme = iota
	// Raw sends the credential alone, as the API-key scheme is published.
	Raw
)

// String names the scheme as the settings file does.
func (s Scheme) String() string {
	if s == Raw {
		return "raw"
	}
	return "bearer"
}

// Credential is an API key or an access token. It prints as dots under every
// fmt verb and in every common encoding. The secret lives inside a closure,
// so reflection over a value that holds a Credential in an unexported field,
// where fmt cannot call its methods, finds an address and nothing else.
//
// The zero value holds nothing. Credentials are compared with Equal.
type Credential struct {
	secret func() string
}

// ParseCredential takes a credential as a person, a variable or a command
// gives it. White space around it and one leading "Bearer " of any case are
// dropped. Its errors say what is wrong with the text and never repeat it.
func ParseCredential(s string) (Credential, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Credential{}, errors.New("the credential is empty")
	}
	if rest, ok := cutBearer(s); ok {
		s = rest
		if s == "" {
			return Credential{}, errors.New(`the credential is only the word "Bearer"`)
		}
		if _, again := cutBearer(s); again {
			return Credential{}, errors.New(`the credential begins with "Bearer" twice`)
		}
	}
	if len(s) > maxCredential {
		return Credential{}, fmt.Errorf("the credential is longer than %d KB", maxCredential>>10)
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n' || c == '\r':
			return Credential{}, errors.New("the credential has a line break in it")
		case c == ' ':
			return Credential{}, errors.New("the credential has a space in it")
		case c < 0x20 || c == 0x7f:
			return Credential{}, errors.New("the credential has a control character in it")
		case c >= 0x80:
			return Credential{}, errors.New("the credential has a character outside ASCII in it, such as a curly quote or a long dash")
		}
	}
	return Credential{secret: func() string { return s }}, nil
}

// cutBearer removes the word Bearer and the space after it. The word alone
// counts as well.
func cutBearer(s string) (rest string, ok bool) {
	const word = "bearer"
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return s, false
	}
	rest = s[len(word):]
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return s, false
	}
	return strings.TrimSpace(rest), true
}

// Empty reports whether there is no credential.
func (c Credential) Empty() bool { return c.secret == nil }

// Header is the value of the Authorization header, or "" when empty. It is
// the only way the secret leaves this type but for the credentials file.
func (c Credential) Header(auth Scheme) string {
	switch {
	case c.Empty():
		return ""
	case auth == Raw:
		return c.secret()
	default:
		return "Bearer " + c.secret()
	}
}

// Equal compares in constant time.
func (c Credential) Equal(d Credential) bool {
	if c.Empty() || d.Empty() {
		return c.Empty() == d.Empty()
	}
	return subtle.ConstantTimeCompare([]byte(c.secret()), []byte(d.secret())) == 1
}

// Fingerprint is the first six hexadecimal digits of the SHA-256 of the
// secret: enough to tell two credentials apart in a log, too little to find
// one. It is "" when empty.
func (c Credential) Fingerprint() string {
	if c.Empty() {
		return ""
	}
	sum := sha256.Sum256([]byte(c.secret()))
	return hex.EncodeToString(sum[:3])
}

// String is dots, or nothing when there is no credential.
func (c Credential) String() string {
	if c.Empty() {
		return ""
	}
	return dots
}

// GoString is dots for %#v.
func (c Credential) GoString() string { return strconv.Quote(c.String()) }

// Format writes dots for every verb and flag.
func (c Credential) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalJSON writes dots.
func (c Credential) MarshalJSON() ([]byte, error) { return []byte(strconv.Quote(c.String())), nil }

// MarshalText writes dots, also for TOML and XML.
func (c Credential) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// GobEncode writes dots.
func (c Credential) GobEncode() ([]byte, error) { return []byte(c.String()), nil }

// GobDecode refuses: what was encoded is not the secret.
func (c *Credential) GobDecode([]byte) error {
	return errors.New("a credential cannot be read back from where it was printed")
}

// LogValue is dots for slog.
func (c Credential) LogValue() slog.Value { return slog.StringValue(c.String()) }
