// Sessions: who writes a journal, and whether they still do.

package state

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"time"
)

// Session is one run of the editor by one user.
type Session struct {
	Start time.Time `json:"start"`
	PID   int       `json:"pid"`
	Host  string    `json:"host"`
	Boot  string    `json:"boot,omitempty"` // identity of the machine's last start, "" when the system tells none
	Born  string    `json:"born,omitempty"` // when the process began, in words of the system that mean no clock; "" when it tells nothing
	User  string    `json:"user,omitempty"` // who, when several users share the program; "" on one's own machine
}

// ThisSession describes this process.
func ThisSession(start time.Time) Session {
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	return Session{Start: start.UTC(), PID: os.Getpid(), Host: host, Boot: bootID(), Born: birth(os.Getpid())}
}

// id tells sessions apart in file names, also across hosts.
func (s Session) id() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %d %d", s.Host, s.Boot, s.User, s.PID, s.Start.UnixNano()))
	return hex.EncodeToString(sum[:8])
}

// Owner is what is known about the session that wrote a journal.
type Owner int

const (
	// Dead: the session has ended. Its journal may be taken over.
	Dead Owner = iota
	// Alive: the session is still running and writes this journal.
	Alive
	// Unsure: the session ran on another host, whose locks may not reach
	// this one. It is offered with that said.
	Unsure
)

// String names the state in words.
func (o Owner) String() string {
	switch o {
	case Alive:
		return "still open"
	case Unsure:
		return "from another computer"
	default:
		return "ended"
	}
}

// judge tells about the owner from what locking its file answered here.
func judge(owner, here Session, lock error) Owner {
	sameHost := owner.Host == here.Host
	if owner.Boot != "" && here.Boot != "" && owner.Boot == here.Boot {
		sameHost = true // the host was renamed while it ran
	}
	switch {
	case lock == nil && sameHost:
		return Dead
	case lock == nil:
		return Unsure
	case lock != ErrNoLocks:
		return Alive
	case owner.Host != here.Host:
		return Unsure // a container of this machine counts its own processes
	case owner.Boot != here.Boot:
		return Dead // the machine was started again since
	case !running(owner.PID):
		return Dead
	}
	if born := birth(owner.PID); owner.Born != "" && born != "" && owner.Born != born {
		return Dead // another process got its number
	}
	return Alive
}
