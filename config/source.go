// Sources: where a credential comes from, and the order they are asked in.

package config

import (
	"context"
	"errors"
	"io/fs"
)

// SourceKind is the kind of place a credential came from.
type SourceKind int

const (
	NoSource        SourceKind = iota // nobody has signed in
	FromEnvironment                   // SUPERMETRICS_API_KEY
	FromHelper                        // the profile's api_key_command
	FromFile                          // Patchbay's own credentials file
	FromOfficial                      // the official client's file
	FromPrompt                        // typed in, held in memory only
)

// Source is where a credential came from and which origin it may go to.
type Source struct {
	Kind   SourceKind
	Name   string // profile, or path of the credentials file
	Origin string // the only origin the credential may be sent to
	// Note is for the sign-in screen: why a sign-in that exists was not used.
	Note string
}

// String names the place in words.
func (s Source) String() string {
	var words string
	switch s.Kind {
	case FromEnvironment:
		words = "environment " + envKey
	case FromHelper:
		words = "helper command of profile " + s.Name
	case FromFile:
		words = "credentials file " + s.Name
	case FromOfficial:
		words = "official client"
		if s.Name != "" {
			words += ", profile " + s.Name
		}
	case FromPrompt:
		words = "typed in, not kept"
	default:
		words = "none"
	}
	return oneLine(words)
}

// Credential looks for a credential for this start, in order: environment,
// helper command, Patchbay's own file, the official client's file. The first
// place that holds one decides: when what it holds is bad, the answer is a
// *CredentialError and no later place is asked. An empty credential without
// an error means that nobody has signed in. Every call looks again.
func (s Settings) Credential(ctx context.Context) (Credential, Source, error) {
	src := Source{Origin: s.Origin}
	if s.env.Getenv == nil {
		return Credential{}, src, nil // not from Load: there is no place to look
	}
	if text := s.env.Getenv(envKey); text != "" {
		src.Kind = FromEnvironment
		c, err := ParseCredential(text)
		if err != nil {
			return Credential{}, src, &CredentialError{Source: src, Reason: err.Error() + "; set it again or unset it"}
		}
		return c, src, nil
	}
	if len(s.helper) > 0 {
		src.Kind, src.Name = FromHelper, s.Profile
		c, err := fromHelper(ctx, s.env, src, s.helper)
		return c, src, err
	}

	src.Kind, src.Name = FromFile, s.Paths.CredentialsFile
	kept, err := readKept(s.Paths.CredentialsFile, s.env.UID)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Credential{}, src, &CredentialError{Source: src, Reason: plain(err), Err: err}
	}
	if k, ok := kept.find(s.Origin, s.Profile); ok {
		c, err := ParseCredential(k.Credential)
		if err != nil {
			return Credential{}, src, &CredentialError{Source: src, Reason: err.Error() + "; sign in again"}
		}
		return c, src, nil
	}

	return s.official(Source{Kind: FromOfficial, Origin: s.Origin})
}

// official asks the official client's file, which is good for one origin.
func (s Settings) official(src Source) (Credential, Source, error) {
	none := Source{Origin: s.Origin}
	file, err := readOfficial(s.Paths.OfficialFile)
	home, urlErr := domainURL(s.env)
	switch {
	case urlErr != nil:
		return Credential{}, none, urlErr
	case home != s.Origin:
		if len(file.Profiles) > 0 {
			none.Note = "The sign-in of the official client is used for " + home + " only."
		}
		return Credential{}, none, nil
	case err != nil:
		return Credential{}, src, &CredentialError{Source: src, Reason: plain(err), Err: err}
	}
	c, src, err := fromOfficial(file, s.Profile, src, s.env.Now())
	if err == nil && c.Empty() {
		src = none
	}
	return c, src, err
}
