// The official command-line client: its sign-in, read and never written.

package config

import (
	"encoding/json"
	"errors"
	"io/fs"
	"sort"
	"strconv"
	"time"
)

// officialFile is the part of the client's file that matters here.
type officialFile struct {
	ActiveProfile string                     `json:"active_profile"`
	Profiles      map[string]officialProfile `json:"profiles"`
}

type officialProfile struct {
	APIKey      string          `json:"api_key"`
	AccessToken string          `json:"access_token"`
	TokenExpiry json.RawMessage `json:"token_expiry"`
}

// readOfficial reads the client's file. A missing file is an empty one. Its
// errors never repeat what the file holds.
func readOfficial(path string) (officialFile, error) {
	if path == "" {
		return officialFile{}, nil
	}
	data, _, err := readPlain(path)
	if errors.Is(err, fs.ErrNotExist) {
		return officialFile{}, nil
	}
	if err != nil {
		return officialFile{}, err
	}
	var f officialFile
	if json.Unmarshal(data, &f) != nil {
		return officialFile{}, errors.New("cannot be understood; sign in again with the official client")
	}
	return f, nil
}

// names lists the profiles, sorted.
func (f officialFile) names() []string {
	names := make([]string, 0, len(f.Profiles))
	for n := range f.Profiles {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// choose picks the profile of the same name, else the active one, else the
// one called "default", else the only one.
func (f officialFile) choose(name string) (string, officialProfile, bool) {
	for _, n := range []string{name, f.ActiveProfile, "default"} {
		if p, ok := f.Profiles[n]; ok && n != "" {
			return n, p, true
		}
	}
	if len(f.Profiles) == 1 {
		n := f.names()[0]
		return n, f.Profiles[n], true
	}
	return "", officialProfile{}, false
}

// fromOfficial takes the access token while it is good, else the API key.
// No credential and no error: nobody has signed in there.
func fromOfficial(f officialFile, name string, src Source, now time.Time) (Credential, Source, error) {
	chosen, p, ok := f.choose(name)
	src.Name = chosen
	if !ok || (p.AccessToken == "" && p.APIKey == "") {
		return Credential{}, src, nil
	}
	text := p.AccessToken
	if text == "" || expired(p.TokenExpiry, now) {
		text = p.APIKey
	}
	if text == "" {
		return Credential{}, src, &CredentialError{Source: src, Reason: "its sign-in has expired; sign in again with the official client"}
	}
	c, err := ParseCredential(text)
	if err != nil {
		return Credential{}, src, &CredentialError{Source: src, Reason: err.Error() + "; sign in again with the official client"}
	}
	return c, src, nil
}

// expired judges the expiry of a token: RFC 3339 text, or seconds since 1970.
// A token without an expiry, or with one that cannot be read, is left for the
// server to judge. Ten seconds are kept for the call itself.
func expired(raw json.RawMessage, now time.Time) bool {
	var at time.Time
	var text string
	var seconds float64
	switch {
	case json.Unmarshal(raw, &text) == nil && text != "":
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			at = t
		} else if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			at = time.Unix(n, 0)
		}
	case json.Unmarshal(raw, &seconds) == nil && seconds > 0 && seconds < 1e11:
		at = time.Unix(int64(seconds), 0)
	}
	if at.IsZero() || at.Unix() <= 0 {
		return false
	}
	return !now.Before(at.Add(-10 * time.Second))
}
