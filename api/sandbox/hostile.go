// The hostile Connector: every string that may carry it is full of terminal
// escapes, bidirectional marks, invisible and control characters, spelled as
// JSON escapes and, where JSON allows it, raw.

package sandbox

import "strings"

// hostileIdentifier names the hostile Connector.
const hostileIdentifier = "hostile"

// The three kinds of spice. Strings take one of each in turn, so that all of
// them come up. Escapes and controls are spelled as JSON, raw ones stand as
// they are.
func hostileEscapes() []string {
	return []string{
		`\u001b[` + strings.TrimSuffix(strings.Repeat("1;", 40), ";") + `m`, // 40 parameters
		`\u001b]8;;https://evil.example/\u0007click here\u001b]8;;\u0007`,
		`\u001b]52;c;cm0gLXJmIC4=\u0007`,
		`\u001b]52;c;?\u001b\\`,
		`\u001b]0;not your window\u0007`,
		`\u001b[2J\u001b[H\u001b[3J`,
		`\u001b[?1049h\u001b[?1003h\u001b[?25l\u001b[?2004l`,
		`\u001b[c\u001b[>c\u001b[6n\u001b[5n`,
		`\u001b[8mhidden\u001b[0m`,
		`\u001bP+q544e\u001b\\`,
		`\u001b_Gi=1,a=T;AAAA\u001b\\`,
		`\u001b^pm\u001b\\\u001bXsos\u001b\\`,
		`\u001bc\u001b7\u001b8\u001b=\u001b(0`,
		`\u001b]9;note\u0007\u001b]777;notify;a;b\u0007\u001b]1337;File=:AA==\u0007`,
		`\u001b]4;1;?\u0007\u001b]10;?\u0007\u001b]50;?\u0007`,
		`\u001b[5;7;41m\u001b[38;2;255;0;0m`,
		`\u001b[999999999;999999999H\u001b[65535A`,
		`\u009b31m\u009d0;c1 title\u009c\u0090q\u009c`,
		`\u001b]8;;https://never-closed.example/`,
		`\u001b[`,
	}
}

func hostileControls() []string {
	return []string{
		`\u0000\u0001\u0002`, `\u0007\b\f`, `\r`, `\r\n\t`, `\n\n`, `\u000e\u000f`, `\u001a\u001c\u001f`,
		`\u007f`, `\u0085\u0084`, `\ud800`, `\udc00 \udbff`, `\u202e\u2066\u2069`, `\u200b\u2060\ufeff`,
		`\u2028\u2029`, `\ufff9\ufffa\ufffb`, `\u00ad\u034f`, `\udb40\udc41\udb40\udc7f`, `\uffff\ufdd0`, `\ue000`,
	}
}

func hostileRaw() []string {
	return []string{
		"\u202e", "\u009b31m", "\ufeff", "\u0085", "\u009d0;raw\u009c", "\u200b\u2060", "\u2066\u2067\u2068\u2069",
		"\u200e\u200f\u061c", "\u2028", "\u2029", "\ufff9", "\u00ad", "\U000e0041\U000e007f", "\u007f", "\uffff",
		"\ue000", "\u202a\u202b\u202d", "e" + strings.Repeat("\u0301", 40), "\U0001f468\u200d\U0001f469\u200d\U0001f467",
		"\u2764\ufe0f\ufe0e", "\u3164\uffa0", "\U0010ffff", "\u0e33\u0e33", "漢字",
	}
}

// spicer hands out hostile strings, each with the next of every kind.
type spicer struct {
	n                      int
	escapes, controls, raw []string
}

// spice turns a plain word into a hostile JSON string. Whatever its turn
// brings, it ends with a raw mark that reverses the text, and with a bell.
func (s *spicer) spice(word string) string {
	l := `"` + word + s.escapes[s.n%len(s.escapes)] + s.raw[s.n%len(s.raw)] + s.controls[s.n%len(s.controls)] + "\u202e" + `\u0007"`
	s.n++
	return l
}

// hostile builds the Connector. Name and description keep to the limits, so
// that they can be sent back as they are.
func hostile(team int64) Stored {
	s := &spicer{escapes: hostileEscapes(), controls: hostileControls(), raw: hostileRaw()}
	return Stored{
		Team:       team,
		Identifier: hostileIdentifier,
		Name: Literal(`"Hostile text \u001b[31mred\u001b[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1m` +
			`\u001b]0;title\u0007` + "\u202eeman\u202c\u009b5m\ufeff\u200b" + `\u0000\b\r\n\ud800\u007f"`),
		Description: Literal(`"Every string in here is full of terminal escapes, bidirectional marks and control characters: ` +
			strings.Join(hostileEscapes()[1:9], " ") + " " + strings.Join(hostileRaw()[:17], " ") + " " + strings.Join(hostileControls(), " ") + `"`),
		LogoURL:                Literal(`"https://evil.example/\u001b]52;c;AAAA\u0007` + "\u202egnp.ogol\u009b8m" + `\u0000\r\n"`),
		CreatedAt:              Literal(`"2025-03-01T00:00:00Z\u001b[5m` + "\u202e" + `\u0007"`),
		UpdatedAt:              Literal(`"2025-03-02T00:00:00Z\u001bc` + "\u202e\u009b1m" + `\r\n"`),
		Version:                Literal(`"1.0.0\u001b[31m` + "\u202e\u009b7m" + `\u0000"`),
		Configuration:          hostileConfiguration(s),
		ConfigurationCreatedAt: Literal(`"2025-03-01\u001b[8m` + "\ufeff\u2066" + `\u0000\n"`),
		ConfigurationUpdatedAt: Literal(`"2025-03-02\u001b[2J` + "\u2066\u200b\u0085" + `\b\t"`),
	}
}

// hostileConfiguration keeps the shape of a Connector, so that it opens as one.
// Besides its strings it holds members no one knows: a hostile key, a key
// twice, numbers that a float cannot hold, and a flood of combining marks.
func hostileConfiguration(s *spicer) Literal {
	var b strings.Builder
	q := s.spice
	b.WriteString("{\n  \"$schema\": " + q("https://api.supermetrics.com/connector_builder/v1/schema/v1"))
	b.WriteString(",\n  \"reporting\": {\n    \"reportTypes\": [")
	for t, title := range []string{"Letters", "Parcels", "Pigeons"} {
		comma(&b, t)
		b.WriteString("\n      {\n        \"id\": " + q(strings.ToLower(title)) + ",\n        \"title\": " + q(title) + ",\n")
		b.WriteString("        \"request\": {\n          \"method\": " + q("GET") + ",\n          \"url\": " + q("https://api.evil.example/v1/"+strings.ToLower(title)) +
			",\n          \"headers\": [\n            { \"name\": " + q("Accept") + ", \"value\": " + q("application/json") + " }\n          ]" +
			",\n          \"response\": { \"type\": " + q("JSON") + ", \"dataRows\": { \"source\": " + q("jsonPath") + ", \"value\": " + q("$.rows.*") + " } }\n        },\n")
		hostileFields(&b, q, "dimensions", []string{"Date", "Sender", "Address"})
		b.WriteString(",\n")
		hostileFields(&b, q, "metrics", []string{"Count", "Weight", "Price", "Delay"})
		b.WriteString("\n      }")
	}
	b.WriteString("\n    ]\n  },\n  \"defaultResponseHandler\": {\n    \"responseStatuses\": [\n")
	b.WriteString("      { \"httpStatus\": 401, \"action\": " + q("error") + ", \"message\": " + q("Connect again.") + " },\n")
	b.WriteString("      { \"httpStatus\": 429, \"action\": " + q("error") + ", \"message\": " + q("Busy.") + " }\n    ]\n  },\n")
	b.WriteString("  " + q("key") + ": " + q("value") + ",\n")
	b.WriteString("  \"twice\": " + q("first") + ",\n  \"twice\": " + q("second") + ",\n")
	b.WriteString("  \"numbers\": [12345678901234567890, 1.10, 1e400, -0, 0.1E+2],\n")
	b.WriteString("  \"marks\": \"a" + strings.Repeat("\u0300", 300) + `\u001b]8;;` + "\u202e" + `\u0000",` + "\n")
	b.WriteString("  \"everything\": [")
	for i := range max(len(s.escapes), len(s.controls), len(s.raw)) {
		comma(&b, i)
		b.WriteString("\n    " + q("text"))
	}
	b.WriteString("\n  ]\n}")
	return Literal(b.String())
}

func hostileFields(b *strings.Builder, q func(string) string, kind string, labels []string) {
	b.WriteString("        \"" + kind + "\": {\n          \"groups\": [\n            {\n              \"label\": " + q("Post") + ",\n              \"fields\": [")
	for i, label := range labels {
		comma(b, i)
		b.WriteString("\n                {\n                  \"id\": " + q(strings.ToLower(label)) + ",\n                  \"label\": " + q(label) +
			",\n                  \"dataType\": " + q("string.text.value") +
			",\n                  \"value\": { \"source\": " + q("jsonPath") + ", \"value\": " + q("$."+strings.ToLower(label)) + " }\n                }")
	}
	b.WriteString("\n              ]\n            }\n          ]\n        }")
}
