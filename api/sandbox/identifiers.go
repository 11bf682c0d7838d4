// The identifiers that misbehave, so that everyone can try every dialog.

package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// behaviour decides the fault of one request to a misbehaving Connector. It
// runs under the lock and remembers what it must in the memory.
type behaviour func(m *memory, c *call) Fault

// misbehaviour is a Connector that misbehaves, with words that say how.
type misbehaviour struct {
	identifier  string
	name        string
	description string
	behaviour   behaviour
}

// retryWait is what get-429 and put-429 ask to wait, and slowWait how long
// get-slow takes.
const (
	retryWait = 3 * time.Second
	slowWait  = 20 * time.Second
)

// misbehaving lists them in the order of the list.
func misbehaving() []misbehaviour {
	return []misbehaviour{
		{"get-401", "Opens only with another credential", "Refuses the credential of the first call with 401 and accepts any other.", refuseCredential(OpGet)},
		{"get-403", "Cannot be opened: no access", "Answers every call with 403.", always(Fault{Status: http.StatusForbidden, Description: "This credential has no access to the Connector get-403."})},
		{"get-404", "Is listed, but does not exist", "Answers every call with 404, as a Connector does that was deleted a moment ago.", always(Fault{Status: http.StatusNotFound, Description: "There is no Connector get-404 in this team."})},
		{"get-429", "Opens after a wait of 3 seconds", "Answers the first call with 429 and Retry-After: 3, and works once that time has passed.", refuseUntil(OpGet)},
		{"get-500", "Cannot be opened: the server fails", "Answers every call with 500.", always(Fault{Status: http.StatusInternalServerError})},
		{"get-cut", "Cannot be opened: the answer breaks off", "Announces a whole answer, sends half of it and cuts the connection.", on(OpGet, Fault{Cut: CutBody})},
		{"get-html", "Cannot be opened: answers a web page", "Answers 200 with HTML, as a login page of a network in between would.", on(OpGet, webPage())},
		{"get-slow", "Opens after 20 seconds", "Takes 20 seconds for every answer.", on(OpGet, Fault{Delay: slowWait})},
		{"put-400", "Save is refused: bad request", "Opens, and answers a save with 400. Nothing is saved.", on(OpUpdate, Fault{Status: http.StatusBadRequest, Description: "connector.name: this name is not accepted"})},
		{"put-401", "Saves only with another credential", "Opens, refuses the credential of the first save with 401 and accepts any other.", refuseCredential(OpUpdate)},
		{"put-403", "Save is refused: no right to write", "Opens, and answers a save with 403, as an API key does that may only read. Nothing is saved.", on(OpUpdate, Fault{Status: http.StatusForbidden, Description: "This credential lacks the scope cb_connectors_write."})},
		{"put-404", "Save finds nothing: deleted meanwhile", "Opens, and answers a save with 404, as if someone had deleted it since. Nothing is saved.", on(OpUpdate, Fault{Status: http.StatusNotFound, Description: "There is no Connector put-404 in this team."})},
		{"put-422", "Save is refused by the platform's checks", "Opens, and answers a save with 422 and the place that is at fault. Nothing is saved.", on(OpUpdate, Fault{Status: http.StatusUnprocessableEntity, Description: "reporting.reportTypes[0].request.url: this address is not allowed"})},
		{"put-429", "Saves after a wait of 3 seconds", "Opens, answers the first save with 429 and Retry-After: 3, and works once that time has passed.", refuseUntil(OpUpdate)},
		{"put-500", "Save fails: not saved", "Opens, and answers a save with 500. Nothing is saved.", on(OpUpdate, Fault{Status: http.StatusInternalServerError})},
		{"put-conflict", "Someone else saves after you opened it", "Once you have opened it, someone else renames a Field before you save. Reload, and your save works.", conflict},
		{"put-dropped", "Save is lost: not saved, connection cut", "Opens, drops a save and cuts the connection without an answer.", on(OpUpdate, Fault{Commit: CommitNever, Cut: CutReply})},
		{"put-lost", "Answer is lost: saved, connection cut", "Opens, keeps a save and cuts the connection without an answer.", on(OpUpdate, Fault{Commit: CommitNow, Cut: CutReply})},
		{"put-normalised", "Stores another spacing and key order", "Opens, and stores every save compact and with its keys in alphabetical order.", on(OpUpdate, Fault{Store: Normalise(Compact | SortKeys)})},
	}
}

// memory is what behaviours remember between calls.
type memory struct {
	refused  map[string]string    // identifier → the credential it refuses
	until    map[string]time.Time // identifier → when its wait ends
	conflict stage
	renames  int
}

func newMemory() memory {
	return memory{refused: make(map[string]string), until: make(map[string]time.Time)}
}

// renewed reports whether a credential was refused by get-401 or put-401. From
// then on these two, and the list that a sign-in asks for, accept any other, so
// that a new one can be entered and gone on with. Everything else keeps wanting
// the sandbox's own.
func (m *memory) renewed() bool { return len(m.refused) > 0 }

// renews reports whether an identifier is one of the two.
func renews(identifier string) bool { return identifier == "get-401" || identifier == "put-401" }

// always is one fault for every call, on one for the calls of one operation.
func always(f Fault) behaviour {
	return func(*memory, *call) Fault { return f }
}

func on(op Op, f Fault) behaviour {
	return func(_ *memory, c *call) Fault {
		if c.Op != op {
			return Fault{}
		}
		return f
	}
}

// refuseCredential refuses the credential of the first call of op, for good.
func refuseCredential(op Op) behaviour {
	return func(m *memory, c *call) Fault {
		if c.Op != op {
			return Fault{}
		}
		if m.refused[c.Identifier] == "" {
			m.refused[c.Identifier] = c.credential
		}
		if m.refused[c.Identifier] != c.credential {
			return Fault{}
		}
		return Fault{Status: http.StatusUnauthorized, Description: "This credential has expired. In the sandbox any other one will do."}
	}
}

// refuseUntil refuses the calls of op until the wait is over that the first of
// them began.
func refuseUntil(op Op) behaviour {
	return func(m *memory, c *call) Fault {
		if c.Op != op {
			return Fault{}
		}
		end, begun := m.until[c.Identifier]
		if !begun {
			end = c.At.Add(retryWait)
			m.until[c.Identifier] = end
		}
		if !c.At.Before(end) {
			return Fault{}
		}
		return Fault{Status: http.StatusTooManyRequests, RetryAfter: end.Sub(c.At), Description: "This sandbox Connector wants a pause of 3 seconds."}
	}
}

func webPage() Fault {
	return Reply(http.StatusOK, "text/html; charset=utf-8",
		"<!DOCTYPE html>\n<html><head><title>Sign in to Guest Wi-Fi</title></head>\n<body><h1>Welcome</h1><p>Accept the terms to go online.</p></body></html>\n")
}

// stage is how far someone has come with put-conflict.
type stage int

const (
	unopened stage = iota // the next GET opens it
	opened                // the next GET finds that someone else has saved
	changed               // what was found stays, until a save
	saved                 // the next GET verifies the save, and ends the round
)

// conflict lets someone else save once per opening: between the first GET and
// the second. A reload after that, and a save, then work.
func conflict(m *memory, c *call) Fault {
	if c.Op == OpUpdate {
		m.conflict = saved
		return Fault{}
	}
	switch m.conflict {
	case unopened:
		m.conflict = opened
	case saved:
		m.conflict = unopened
	case opened:
		m.conflict = changed
		m.renames++
		return Fault{Before: renameField([]string{"Clicks (all)", "Link clicks", "Clicks"}[(m.renames-1)%3])}
	}
	return Fault{}
}

// renameField gives the first Metric of the first Report Type another label,
// and touches no other byte. Where there is none any more, the description
// tells of the other writer.
func renameField(label string) func(*Stored) {
	return func(c *Stored) {
		text := string(c.Configuration)
		at, ok := locate(text, "reporting", "reportTypes", "0", "metrics", "groups", "0", "fields", "0", "label")
		if !ok {
			c.Description = Text("Checked by someone else: " + label)
			return
		}
		c.Configuration = Literal(text[:at.from]) + Text(label) + Literal(text[at.to:])
	}
}

// stored is the Connector a misbehaviour starts with.
func (m misbehaviour) stored(team int64) Stored {
	return Stored{
		Team:                   team,
		Identifier:             m.identifier,
		Name:                   Text(m.name),
		Description:            Text(m.description),
		LogoURL:                defaultLogo,
		CreatedAt:              `"2025-02-03T08:15:00+00:00"`,
		UpdatedAt:              `"2025-02-20T13:40:12+00:00"`,
		Version:                `"1.0.0"`,
		Configuration:          Literal(strings.ReplaceAll(practice, "IDENTIFIER", m.identifier)),
		ConfigurationCreatedAt: `"2025-02-03T08:15:00+00:00"`,
		ConfigurationUpdatedAt: `"2025-02-20T13:40:12+00:00"`,
	}
}
