// Which Connector is meant: team, identifier, and how people write them.

package api

import (
	"math"
	"strconv"
	"strings"
)

// MaxIdentifier is the longest Connector identifier, in bytes.
const MaxIdentifier = 100

// Ref names one Connector: the team that owns it and its identifier.
type Ref struct {
	Team       int64
	Identifier string
}

// String gives the form people write: TEAM/IDENTIFIER.
func (r Ref) String() string {
	return strconv.FormatInt(r.Team, 10) + "/" + r.Identifier
}

// Check tells, as an *InputError, what is wrong with the reference, or nil.
func (r Ref) Check() error {
	if err := checkTeam(r.Team); err != nil {
		return err
	}
	return CheckIdentifier(r.Identifier)
}

func checkTeam(team int64) error {
	if team < 1 {
		return &InputError{Field: fieldTeam, Reason: teamRule}
	}
	return nil
}

const (
	fieldTeam          = "team ID"
	fieldIdentifier    = "Connector identifier"
	fieldBaseURL       = "base URL"
	fieldCAFile        = "CA file"
	fieldCredential    = "credential"
	fieldConfiguration = "Configuration"

	teamRule = "must be a whole number from 1 to 9223372036854775807"
)

// ParseTeam reads a team ID as people type it. White space around it is
// ignored; anything but digits is refused with an *InputError.
func ParseTeam(s string) (int64, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, &InputError{Field: fieldTeam, Reason: "is empty: " + teamRule}
	}
	var team uint64
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, &InputError{Field: fieldTeam, Reason: teamRule}
		}
		digit := uint64(s[i] - '0')
		if team > (math.MaxInt64-digit)/10 {
			return 0, &InputError{Field: fieldTeam, Reason: "is too large: " + teamRule}
		}
		team = team*10 + digit
	}
	if team == 0 {
		return 0, &InputError{Field: fieldTeam, Reason: teamRule}
	}
	return int64(team), nil
}

// CheckIdentifier tells, as an *InputError, why s cannot be a Connector
// identifier, or nil. Identifiers are 1 to 100 letters, digits, _ and -.
func CheckIdentifier(s string) error {
	if s == "" {
		return &InputError{Field: fieldIdentifier, Reason: "is empty"}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			return &InputError{Field: fieldIdentifier, Reason: "may hold only letters A to Z, digits, _ and -"}
		}
	}
	if len(s) > MaxIdentifier {
		return &InputError{Field: fieldIdentifier, Reason: "is longer than 100 characters"}
	}
	return nil
}

// ParseRef reads IDENTIFIER or TEAM/IDENTIFIER. The team argument stands in when
// s names none; 0 means there is none to stand in.
func ParseRef(s string, team int64) (Ref, error) {
	s = strings.TrimSpace(s)
	identifier := s
	if before, after, found := strings.Cut(s, "/"); found {
		t, err := ParseTeam(before)
		if err != nil {
			return Ref{}, err
		}
		team, identifier = t, strings.TrimSpace(after)
	}
	if err := CheckIdentifier(identifier); err != nil {
		return Ref{}, err
	}
	if team == 0 {
		return Ref{}, &InputError{Field: fieldTeam, Reason: "is not known: write TEAM/IDENTIFIER or set the team"}
	}
	if err := checkTeam(team); err != nil {
		return Ref{}, err
	}
	return Ref{Team: team, Identifier: identifier}, nil
}
