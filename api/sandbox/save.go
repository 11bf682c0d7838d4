// What a PUT changes: the two optional halves of its body, with their limits,
// and the dates and version a save leaves behind.

package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of the body of Update connector, in code points.
const (
	maxName        = 255
	maxDescription = 1000
)

// update is a PUT body. A half that was not sent is empty and stays untouched.
type update struct {
	name, description Literal
	configuration     Literal
}

// parseUpdate reads a body that is known to be JSON and judges it by the limits
// of the contract. The error begins with the place that is at fault.
func parseUpdate(body string) (update, error) {
	whole := Literal(body)
	if !isObject(whole) {
		return update{}, fmt.Errorf("body: this must be an object")
	}
	var u update
	if half := member(whole, "connector"); half != "" {
		if !isObject(half) {
			return update{}, fmt.Errorf("connector: this must be an object")
		}
		var err error
		if u.name, err = stringMember(half, "connector.", "name", maxName); err != nil {
			return update{}, err
		}
		if u.description, err = stringMember(half, "connector.", "description", maxDescription); err != nil {
			return update{}, err
		}
	}
	if half := member(whole, "configuration"); half != "" {
		if !isObject(half) {
			return update{}, fmt.Errorf("configuration: this must be an object")
		}
		u.configuration = member(half, "configuration_json")
		if u.configuration == "" {
			return update{}, fmt.Errorf("configuration.configuration_json: this property is required")
		}
		if !isObject(u.configuration) {
			return update{}, fmt.Errorf("configuration.configuration_json: this must be an object")
		}
	}
	return u, nil
}

func stringMember(of Literal, prefix, name string, limit int) (Literal, error) {
	v := member(of, name)
	if v == "" {
		return "", fmt.Errorf("%s%s: this property is required", prefix, name)
	}
	if !isString(v) {
		return "", fmt.Errorf("%s%s: this must be a string", prefix, name)
	}
	if n := utf8.RuneCountInString(v.Value()); n > limit {
		return "", fmt.Errorf("%s%s: this may have %d characters at most, and has %d", prefix, name, limit, n)
	}
	return v, nil
}

// commit stores an update. A state file that cannot be written takes the
// update back, so that an answer never promises more than was kept.
func (s *Sandbox) commit(k key, u update, f Fault) error {
	e := s.entry(k)
	if e == nil {
		return errNotFound
	}
	if u == (update{}) {
		return nil // a body with neither half changes nothing
	}
	before, past := e.now, len(e.past)
	now := s.opts.Now()
	c := &e.now
	if u.name != "" {
		c.Name, c.Description = u.name, u.description
	}
	if u.configuration != "" {
		c.Configuration = u.configuration
		c.ConfigurationUpdatedAt = f.Dates.after(before.ConfigurationUpdatedAt, now)
	}
	c.UpdatedAt = f.Dates.after(before.UpdatedAt, now)
	if f.Store != nil {
		f.Store(c)
		c.Team, c.Identifier = before.Team, before.Identifier
	}
	if c.Configuration != before.Configuration && c.Version == before.Version {
		c.Version = nextVersion(before.Version)
	}
	was := e.changed
	e.remember(before)
	if err := s.keep(); err != nil {
		e.now, e.changed = before, was
		e.past = e.past[:min(past, len(e.past))]
		return err
	}
	return nil
}

// settle carries out the late commits that are due.
func (s *Sandbox) settle() {
	now := s.opts.Now()
	waiting := s.late[:0]
	for _, l := range s.late {
		if now.Before(l.due) {
			waiting = append(waiting, l)
			continue
		}
		_ = s.commit(l.key, l.update, l.fault) // nobody is left to tell; Report was told
	}
	s.late = waiting
}

// after returns the date of a save that follows one of the date old.
func (d Dates) after(old Literal, now time.Time) Literal {
	t, err := time.Parse(time.RFC3339, old.Value())
	switch {
	case d == DatesKept:
		return old
	case d == DatesClock || err != nil:
		return Date(now)
	case d == DatesBack:
		return Date(t.Add(-time.Hour))
	}
	if now = now.Truncate(time.Second); now.After(t) {
		return Date(now)
	}
	return Date(t.Add(time.Second))
}

// nextVersion counts the last part of a version like 1.0.0 up. A version of
// another form stays.
func nextVersion(v Literal) Literal {
	parts := strings.Split(v.Value(), ".")
	if len(parts) != 3 {
		return v
	}
	last, err := strconv.ParseUint(parts[2], 10, 32)
	if err != nil {
		return v
	}
	parts[2] = strconv.FormatUint(last+1, 10)
	next := strings.Join(parts, ".")
	if len(next) > 20 {
		return v
	}
	return Text(next)
}
