// Connector, Configuration and Update: what is read, and what is sent to save.

package api

// Connector is what the API tells about one Connector. Times are as received:
// they may hold any text and are for showing only.
type Connector struct {
	Identifier    string
	Name          Text
	Description   Text
	LogoURL       string
	CreatedAt     string
	UpdatedAt     string
	Configuration Configuration
}

// Configuration is the JSON document that defines a Connector, as received.
type Configuration struct {
	Version   string
	JSON      string // the exact bytes of one JSON object; "{}" unless Origin is AsReceived
	Origin    JSONOrigin
	CreatedAt string
	UpdatedAt string
}

// JSONOrigin says where Configuration.JSON comes from.
type JSONOrigin int

const (
	// Missing: the answer held no Configuration, or null; JSON is "{}".
	Missing JSONOrigin = iota
	// AsReceived: JSON is what the answer held, byte for byte.
	AsReceived
	// EmptyArray: the answer held [] where an object belongs; JSON is "{}".
	EmptyArray
)

// Update is what a save sends: both halves, always.
type Update struct {
	Name          Text
	Description   Text   // null is sent as ""
	Configuration string // the bytes to send; one JSON object, white space around it allowed
}

// Body is the request body. The Configuration is in it byte for byte. One that
// is not a single JSON object is refused with an *InputError.
func (u Update) Body() ([]byte, error) {
	parts, err := u.parts()
	if err != nil {
		return nil, err
	}
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	body := make([]byte, 0, n)
	for _, p := range parts {
		body = append(body, p...)
	}
	return body, nil
}

// parts is the body in pieces, so that a large Configuration is sent without
// being copied. No piece is empty.
func (u Update) parts() ([]string, error) {
	s := scanner{src: u.Configuration}
	s.space()
	if s.pos == len(s.src) {
		return nil, &InputError{Field: fieldConfiguration, Reason: "is empty: it must be a JSON object"}
	}
	if s.src[s.pos] != '{' {
		return nil, &InputError{Field: fieldConfiguration, Reason: "is not a JSON object"}
	}
	if !s.skip() || !s.end() {
		return nil, &InputError{Field: fieldConfiguration, Reason: "is not valid JSON"}
	}
	return []string{
		`{"connector":{"name":`, u.Name.sent(),
		`,"description":`, u.Description.sent(),
		`},"configuration":{"configuration_json":`, u.Configuration, `}}`,
	}, nil
}
