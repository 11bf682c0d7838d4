// What the sandbox keeps of a Connector, and how that becomes an answer.

package sandbox

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"
)

// Literal is a JSON value exactly as it stands in an answer, quotes and
// escapes included. The empty Literal means that the member is missing.
type Literal string

// Text spells s as a JSON string, without escaping characters that only HTML
// minds.
func Text(s string) Literal {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return Literal(strings.TrimSuffix(b.String(), "\n"))
}

// Value decodes the Literal. What is not a JSON string gives "".
func (l Literal) Value() string {
	var s string
	if json.Unmarshal([]byte(l), &s) != nil {
		return ""
	}
	return s
}

// Stored is a Connector as the sandbox keeps it. Every member is served as it
// stands, so a test can also keep what a sound server would never keep.
type Stored struct {
	Team        int64
	Identifier  string
	Name        Literal
	Description Literal
	LogoURL     Literal
	CreatedAt   Literal
	UpdatedAt   Literal

	Version                Literal // of the Configuration
	Configuration          Literal // configuration_json, byte for byte
	ConfigurationCreatedAt Literal
	ConfigurationUpdatedAt Literal
}

// dateLayout is the first of the forms the API documentation shows.
const dateLayout = "2006-01-02T15:04:05+00:00"

// Date spells t as the API does, to the second and in UTC.
func Date(t time.Time) Literal { return Text(t.UTC().Format(dateLayout)) }

// defaultLogo is the logo address of a Connector that has none of its own.
const defaultLogo = `"https://assets.supermetrics.com/images/dsLogos/Custom_Connector_Default.png"`

// full is the answer of Get connector.
func (c Stored) full() string { return c.object(withConfiguration) }

// view says which form of a Connector an answer shows.
type view int

const (
	withConfiguration view = iota
	withoutConfiguration
)

// object writes the Connector by concatenation, so that no byte of a stored
// value is spelled anew.
func (c Stored) object(v view) string {
	var b strings.Builder
	b.Grow(len(c.Configuration) + len(c.Name) + len(c.Description) + 512)
	b.WriteByte('{')
	add := adder(&b)
	add("connector_identifier", Text(c.Identifier))
	add("name", c.Name)
	add("description", c.Description)
	add("logo_url", c.LogoURL)
	add("created_at", c.CreatedAt)
	add("updated_at", c.UpdatedAt)
	if v == withConfiguration && c.Version+c.Configuration+c.ConfigurationCreatedAt+c.ConfigurationUpdatedAt != "" {
		b.WriteString(`,"configuration":{`)
		add := adder(&b)
		add("version", c.Version)
		add("configuration_json", c.Configuration)
		add("created_at", c.ConfigurationCreatedAt)
		add("updated_at", c.ConfigurationUpdatedAt)
		b.WriteByte('}')
	}
	b.WriteByte('}')
	return b.String()
}

// adder returns a function that writes one member, with a comma from the
// second on. A missing value writes nothing.
func adder(b *strings.Builder) func(name string, value Literal) {
	comma := ""
	return func(name string, value Literal) {
		if value == "" {
			return
		}
		b.WriteString(comma + `"` + name + `":`)
		b.WriteString(string(value))
		comma = ","
	}
}

// complete fills in what a loaded Connector does not say.
func (c Stored) complete(now time.Time) Stored {
	set := func(l *Literal, v Literal) {
		if *l == "" {
			*l = v
		}
	}
	set(&c.Name, Text(c.Identifier))
	set(&c.Description, "null")
	set(&c.LogoURL, defaultLogo)
	set(&c.CreatedAt, Date(now))
	set(&c.UpdatedAt, c.CreatedAt)
	set(&c.Version, `"1.0.0"`)
	set(&c.Configuration, "{}")
	set(&c.ConfigurationCreatedAt, c.CreatedAt)
	set(&c.ConfigurationUpdatedAt, c.ConfigurationCreatedAt)
	return c
}
