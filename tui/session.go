// Who is signed in where: everything the application needs to know about the
// platform it talks to, as one value that can be exchanged while it runs.

package tui

import (
	"context"

	"patchbay/api"
	"patchbay/config/state"
)

// Connectors is the part of the API the application uses. *api.Client has it.
type Connectors interface {
	Get(ctx context.Context, ref api.Ref) (api.Connector, api.Meta, error)
	Update(ctx context.Context, ref api.Ref, u api.Update) (api.Meta, error)
	List(ctx context.Context, team int64) ([]api.Connector, api.Meta, error)
}

// Place says which platform a session talks to.
type Place int

// The places.
const (
	Platform Place = iota
	Sandbox
)

// Access says whether saving is allowed.
type Access int

// The accesses.
const (
	ReadWrite Access = iota
	ReadOnly
)

// Session is a signed-in user at one origin. The zero value is signed out.
type Session struct {
	Place      Place
	Profile    string     // shown in the status bar; may be empty
	Team       int64      // 0 when not known yet
	Origin     string     // base URL, the key under which work is kept
	Access     Access     // ReadOnly refuses edits and saves
	Source     string     // where the credential came from, in words
	Connectors Connectors // nil when signed out
	Store      *state.Dir // what is kept on this machine; nil keeps nothing
	Unkept     string     // why Store is nil, in words
	Progress   *Progress  // bytes of the answer being read; may be nil
	SignIn     SignIn
}

// SignIn is how another credential gets into a session, for the same profile
// and origin. A missing verb is an offer that is not made.
type SignIn struct {
	// With makes a session from what was typed into the sign-in screen. It does
	// not call the platform and keeps nothing.
	With func(team int64, credential string) (Session, error)
	// Keep stores the typed credential; nil when nothing is stored.
	Keep func(credential string) error
	// KeepsIn says where Keep would store it, in words.
	KeepsIn string
	// Again resolves the credential again from where it came, for a 401.
	Again func(ctx context.Context) (Session, error)
}

// SignedIn reports whether calls can be made.
func (s Session) SignedIn() bool { return s.Connectors != nil }

// Doors lead to other sessions. The command line fills them; a missing door is
// an offer that is not made.
type Doors struct {
	// Sandbox makes a session on the built-in sandbox.
	Sandbox func() (Session, error)
	// Profiles are the names Switch accepts.
	Profiles []string
	// Switch makes a session of another profile.
	Switch func(ctx context.Context, profile string) (Session, error)
}
