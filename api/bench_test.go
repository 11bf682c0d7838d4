// How fast an answer becomes a Connector, and a Connector a request.

package api

import (
	"fmt"
	"strings"
	"testing"
)

// sampleConfiguration is a Configuration of about the size given, in bytes,
// indented by the width given; 0 is all on one line.
func sampleConfiguration(size, indent int) string {
	var b strings.Builder
	b.WriteString(`{"reporting":{"reportTypes":[`)
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"campaigns_%d","label":"Campaign \"daily\" results","fields":[`+
			`{"id":"clicks","type":"metric","path":"$.data[*].clicks","precision":1.10,"hidden":false},`+
			`{"id":"näme","type":"dimension","path":"$.data[*].name","default":null}]}`, i)
	}
	b.WriteString(`]}}`)
	if indent == 0 {
		return b.String()
	}
	return indented(b.String(), indent)
}

// indented breaks the lines of JSON without white space of its own.
func indented(src string, width int) string {
	var b strings.Builder
	level, quoted := 0, false
	line := func() {
		b.WriteByte('\n')
		b.WriteString(strings.Repeat(" ", level*width))
	}
	for i := 0; i < len(src); i++ {
		c := src[i]
		if quoted {
			b.WriteByte(c)
			if c == '\\' {
				i++
				b.WriteByte(src[i])
			}
			quoted = c != '"'
			continue
		}
		switch c {
		case '{', '[':
			b.WriteByte(c)
			level++
			line()
		case '}', ']':
			level--
			line()
			b.WriteByte(c)
		case ',':
			b.WriteByte(c)
			line()
		case ':':
			b.WriteString(": ")
		default:
			quoted = c == '"'
			b.WriteByte(c)
		}
	}
	return b.String()
}

func answerWith(configuration string) string {
	return `{"connector_identifier":"T3S70","name":"Acme Ads","description":null,` +
		`"configuration":{"version":"1.0.0","configuration_json":` + configuration + `}}`
}

func BenchmarkDecode(b *testing.B) {
	for _, sample := range []struct {
		name   string
		indent int
	}{{"one line", 0}, {"indented", 2}} {
		body := answerWith(sampleConfiguration(10<<20, sample.indent))
		b.Run(sample.name, func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, reason, f := decodeConnector(body); reason != "" || f != noFault {
					b.Fatal(reason, f)
				}
			}
		})
	}
}

func BenchmarkUpdateBody(b *testing.B) {
	u := Update{Name: TextOf("Acme Ads"), Configuration: sampleConfiguration(10<<20, 2)}
	b.SetBytes(int64(len(u.Configuration)))
	for b.Loop() {
		if _, err := u.Body(); err != nil {
			b.Fatal(err)
		}
	}
}
