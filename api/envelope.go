// The error envelope, and what a body is when it is not one.

package api

import "strings"

// envelope is what an error body told.
type envelope struct {
	code, message, description, requestID string
}

func (e envelope) empty() bool { return e.code == "" && e.message == "" }

// decodeEnvelope reads an error body. What was read before a fault is kept, so
// that a body that was cut still gives its code. An error that is a plain string
// is taken as the code, as older parts of the platform send it.
func decodeEnvelope(body string) (e envelope, f fault) {
	s := scanner{src: strings.TrimPrefix(body, bom)}
	if s.first() != '{' {
		return envelope{}, s.judge()
	}
	var top string // a message beside the error
	ok := s.object(func(name string) bool {
		switch {
		case name == "meta" && s.first() == '{':
			return s.object(func(name string) bool {
				if name == "request_id" {
					return s.words(&e.requestID)
				}
				return s.skip()
			})
		case name == "message":
			return s.words(&top)
		case name == "error" && s.first() == '{':
			e.code, e.message, e.description = "", "", ""
			return s.object(func(name string) bool {
				switch name {
				case "code":
					return s.words(&e.code)
				case "message":
					return s.words(&e.message)
				case "description":
					return s.words(&e.description)
				}
				return s.skip()
			})
		case name == "error":
			e.message, e.description = "", ""
			return s.words(&e.code)
		}
		return s.skip()
	})
	if ok {
		s.end()
	}
	if e.message == "" && e.code != "" {
		e.message = top
	}
	return e, s.fault
}

// kindOf tells what the body of an answer is, and reads it if it is an envelope.
func kindOf(a answer) (BodyKind, envelope) {
	e, f := decodeEnvelope(a.body)
	text := strings.Trim(strings.TrimPrefix(a.body, bom), " \t\r\n")
	switch {
	case a.reading == tooLarge:
		return TooLarge, e
	case a.reading == damaged:
		return Damaged, e
	case text == "" && a.reading == cut:
		return Cut, e
	case text == "":
		return Empty, e
	case f == noFault && !e.empty():
		return Envelope, e
	case f != noFault && isHTML(text, a.header.Get("Content-Type")):
		return HTML, envelope{}
	case a.reading == cut, f == cutShort && (text[0] == '{' || text[0] == '['):
		return Cut, e
	case f == noFault:
		return OtherJSON, e
	}
	return OtherType, e
}

// isHTML tells whether a body that is not JSON is a web page.
func isHTML(text, contentType string) bool {
	contentType = strings.ToLower(contentType)
	if strings.Contains(contentType, "html") {
		return true
	}
	return text[0] == '<' && !strings.Contains(contentType, "xml") && !strings.HasPrefix(text, "<?xml")
}
