// From the bytes of a 200 to Connectors, leniently, in one pass.

package api

import "strings"

// bom is the byte order mark some servers put before JSON.
const bom = "\uFEFF"

// draft is a Connector while its object is read.
type draft struct {
	Connector
	known      int    // how many of the members the API declares were there
	identified bool   // connector_identifier was there
	refusal    string // why the Configuration cannot be used, "" when it can
	wrapped    *draft // the object under data, if there was one
}

const (
	reasonNotConnector  = "the answer is JSON, but not a Connector"
	reasonNotList       = "the answer is JSON, but not a list of Connectors"
	reasonConfiguration = "the Configuration in the answer is not a JSON object"
)

// decodeConnector reads a Connector. Reason is "" or says in plain words why
// valid JSON cannot be used. The fault says whether it was JSON at all.
func decodeConnector(body string) (c Connector, reason string, f fault) {
	s := scanner{src: strings.TrimPrefix(body, bom)}
	if s.first() != '{' {
		if f := s.judge(); f != noFault {
			return Connector{}, "", f // what it is instead is told by its kind
		}
		return Connector{}, reasonNotConnector, noFault
	}
	var d draft
	empty := true
	if !s.object(func(name string) bool {
		empty = false
		if name == "data" {
			return s.data(&d)
		}
		return s.connectorMember(&d, name)
	}) || !s.end() {
		return Connector{}, "", s.fault
	}
	from := &d
	if !d.identified && d.wrapped != nil {
		from = d.wrapped
	}
	if from.known == 0 && !empty {
		return Connector{}, reasonNotConnector, noFault
	}
	return from.finished(), from.refusal, noFault
}

// ParseConnector reads a Connector out of the body of an answer, as GetRaw gives it.
// ok is false when it holds none that can be used.
func ParseConnector(body []byte) (c Connector, ok bool) {
	c, reason, fault := decodeConnector(string(body))
	return c, reason == "" && fault == noFault
}

// decodeList reads the answer of the list call. Items that are not objects are
// left out; a Configuration in an item is never a reason to refuse.
func decodeList(body string) (list []Connector, reason string, f fault) {
	s := scanner{src: strings.TrimPrefix(body, bom)}
	if s.first() != '{' {
		if f := s.judge(); f != noFault {
			return nil, "", f
		}
		return nil, reasonNotList, noFault
	}
	found, wrapped := false, false
	var inData []Connector
	member := func(name string, into *[]Connector, seen *bool) bool {
		if name != "connectors" || s.first() != '[' && s.first() != 'n' {
			return s.skip()
		}
		*into, *seen = nil, true
		if s.first() == 'n' {
			return s.skip()
		}
		return s.items(into)
	}
	if !s.object(func(name string) bool {
		if name != "data" || s.first() != '{' {
			return member(name, &list, &found)
		}
		inData, wrapped = nil, false
		return s.object(func(name string) bool { return member(name, &inData, &wrapped) })
	}) || !s.end() {
		return nil, "", s.fault
	}
	switch {
	case found:
		return list, "", noFault
	case wrapped:
		return inData, "", noFault
	}
	return nil, reasonNotList, noFault
}

// judge moves past the only value of the text and gives the fault found.
func (s *scanner) judge() fault {
	if s.skip() {
		s.end()
	}
	return s.fault
}

func (s *scanner) items(into *[]Connector) bool {
	return s.array(func() bool {
		if s.first() != '{' {
			return s.skip()
		}
		var d draft
		if !s.object(func(name string) bool { return s.connectorMember(&d, name) }) {
			return false
		}
		*into = append(*into, d.finished())
		return true
	})
}

// data reads the wrapper other parts of the platform use.
func (s *scanner) data(d *draft) bool {
	d.wrapped = nil
	if s.first() != '{' {
		return s.skip()
	}
	d.wrapped = new(draft)
	return s.object(func(name string) bool { return s.connectorMember(d.wrapped, name) })
}

// connectorMember reads one member of a Connector. A member that comes again replaces
// what came before; names match exactly.
func (s *scanner) connectorMember(d *draft, name string) bool {
	var ok bool
	switch name {
	case "connector_identifier":
		d.identified = true
		ok = s.words(&d.Identifier)
	case "name":
		ok = s.text(&d.Name)
	case "description":
		ok = s.text(&d.Description)
	case "logo_url":
		ok = s.words(&d.LogoURL)
	case "created_at":
		ok = s.words(&d.CreatedAt)
	case "updated_at":
		ok = s.words(&d.UpdatedAt)
	case "configuration":
		ok = s.configuration(d)
	default:
		return s.skip()
	}
	d.known++
	return ok
}

func (s *scanner) configuration(d *draft) bool {
	d.Configuration, d.refusal = Configuration{}, ""
	if s.first() != '{' {
		value, ok := s.cut()
		if ok && value != "null" && !emptyArray(value) {
			d.refusal = reasonConfiguration
		}
		return ok
	}
	into := &d.Configuration
	return s.object(func(name string) bool {
		switch name {
		case "version":
			return s.words(&into.Version)
		case "created_at":
			return s.words(&into.CreatedAt)
		case "updated_at":
			return s.words(&into.UpdatedAt)
		case "configuration_json":
			value, ok := s.cut()
			into.JSON, into.Origin, d.refusal = "", Missing, ""
			switch {
			case !ok || value == "null":
			case value[0] == '{':
				into.JSON, into.Origin = value, AsReceived
			case emptyArray(value):
				into.Origin = EmptyArray
			default:
				d.refusal = reasonConfiguration
			}
			return ok
		}
		return s.skip()
	})
}

// finished is the Connector with "{}" where no Configuration was.
func (d *draft) finished() Connector {
	if d.Configuration.Origin != AsReceived {
		d.Configuration.JSON = "{}"
	}
	return d.Connector
}

// emptyArray tells whether a value is [], white space allowed.
func emptyArray(value string) bool {
	return value[0] == '[' && skipSpace(value, 1) == len(value)-1
}

// text reads a string. A number, true or false is taken as its spelling; null,
// an object or an array as null.
func (s *scanner) text(into *Text) bool {
	value, ok := s.cut()
	if !ok {
		return false
	}
	switch value[0] {
	case '"':
		*into = Text{literal: value}
	case '{', '[', 'n':
		*into = Text{}
	default:
		*into = TextOf(value)
	}
	return true
}

// words reads like text, decoded.
func (s *scanner) words(into *string) bool {
	var t Text
	ok := s.text(&t)
	*into = t.String()
	return ok
}
