// Versions: what was fetched and saved of each Connector, for a way back.

package state

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Content is one whole version of a Connector, exactly as received or sent.
// Name and Description are JSON literals.
type Content struct {
	Name, Description, Configuration           string
	UpdatedAt, ConfigurationUpdatedAt, Version string
}

// Why is why a version was kept.
type Why int

const (
	Fetched  Why = iota // read from the platform
	Replaced            // about to be replaced by a save
	Saved               // sent, and the save was verified
)

var whyWords = map[Why]string{Fetched: "fetched", Replaced: "replaced", Saved: "saved"}

// String names the reason in one word.
func (w Why) String() string { return whyWords[w] }

// Version is a kept version, without its Configuration.
type Version struct {
	Key     Key
	At      time.Time
	Why     Why
	By      Session
	Content Content // Configuration is empty: VersionContent reads it
	Size    int     // bytes of the Configuration
	Digest  string  // SHA-256 of the Configuration, hexadecimal
}

// versionJSON is a small file beside the content: the content itself is kept
// once, under its digest.
type versionJSON struct {
	Version                int       `json:"version"`
	Key                    Key       `json:"key"`
	At                     time.Time `json:"at"`
	Why                    string    `json:"why"`
	By                     Session   `json:"by"`
	Name                   exact     `json:"name"`
	Description            exact     `json:"description"`
	UpdatedAt              exact     `json:"updated_at,omitempty"`
	ConfigurationUpdatedAt exact     `json:"configuration_updated_at,omitempty"`
	ConfigurationVersion   exact     `json:"configuration_version,omitempty"`
	Digest                 string    `json:"sha256"`
	Size                   int       `json:"size"`
}

func (d *Dir) versions() string         { return filepath.Join(d.path, "versions") }
func (d *Dir) versionsOf(k Key) string  { return filepath.Join(d.versions(), k.hash()) }
func (d *Dir) blobDir(dg string) string { return filepath.Join(d.versions(), "content", dg[:2]) }
func (d *Dir) blob(dg string) string    { return filepath.Join(d.blobDir(dg), dg+".gz") }

// KeepVersion keeps a version. The Configuration is stored once, compressed,
// under its digest; a version fetched again unchanged is not listed twice.
// When it fails, nothing kept before is changed.
func (d *Dir) KeepVersion(k Key, c Content, why Why, at time.Time) error {
	if err := d.keepVersion(k, c, why, at); err != nil {
		return fmt.Errorf("keeping a version of %s: %w", k, err)
	}
	return nil
}

func (d *Dir) keepVersion(k Key, c Content, why Why, at time.Time) error {
	if whyWords[why] == "" {
		return errors.New("for no known reason")
	}
	sum := sha256.Sum256([]byte(c.Configuration))
	digest := hex.EncodeToString(sum[:])
	if why == Fetched && d.listedLast(k, c, digest) {
		return nil
	}
	if err := d.keepContent(digest, c.Configuration); err != nil {
		return err
	}
	data, err := encode(versionJSON{
		Version: 1, Key: k, At: at.UTC(), Why: why.String(), By: d.here,
		Name: exact(c.Name), Description: exact(c.Description), UpdatedAt: exact(c.UpdatedAt),
		ConfigurationUpdatedAt: exact(c.ConfigurationUpdatedAt), ConfigurationVersion: exact(c.Version),
		Digest: digest, Size: len(c.Configuration),
	})
	if err != nil {
		return err
	}
	if err := d.fs.MakeDir(d.versionsOf(k)); err != nil {
		return err
	}
	name := fmt.Sprintf("%020d-%s-%s-%s.json", at.UnixNano(), why, digest[:16], d.here.id()[:8])
	return d.replace(filepath.Join(d.versionsOf(k), name), append(data, '\n'))
}

// listedLast reports whether the newest version kept says the same.
func (d *Dir) listedLast(k Key, c Content, digest string) bool {
	names, err := d.versionNames(k)
	if err != nil || len(names) == 0 {
		return false
	}
	last, err := d.readVersion(k, names[len(names)-1])
	c.Configuration = ""
	if err != nil || last.Digest != digest || last.Content != c {
		return false
	}
	_, err = d.readContent(digest)
	return err == nil
}

// keepContent writes a content once. One that is there and sound is left as
// it is; one that was damaged is replaced.
func (d *Dir) keepContent(digest, text string) error {
	if _, err := d.readContent(digest); err == nil {
		return nil
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := d.fs.MakeDir(d.blobDir(digest)); err != nil {
		return err
	}
	return d.replace(d.blob(digest), b.Bytes())
}

// readContent reads a content and checks it against its digest.
func (d *Dir) readContent(digest string) (string, error) {
	f, err := d.fs.Open(d.blob(digest), Read)
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", fmt.Errorf("its content is damaged: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(z, maxJournal))
	if err != nil {
		return "", fmt.Errorf("its content is damaged: %w", err)
	}
	if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) != digest {
		return "", errors.New("its content is damaged")
	}
	return string(text), nil
}

func (d *Dir) versionNames(k Key) ([]string, error) {
	names, err := d.fs.List(d.versionsOf(k))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return slices.DeleteFunc(names, func(n string) bool {
		return !strings.HasSuffix(n, ".json") || strings.HasPrefix(n, ".")
	}), err
}

// Versions lists what was kept of a Connector, newest first, and how many
// entries could not be read.
func (d *Dir) Versions(k Key) (list []Version, unreadable int, err error) {
	names, err := d.versionNames(k)
	if err != nil {
		return nil, 0, fmt.Errorf("reading the history of %s: %w", k, err)
	}
	slices.Reverse(names)
	for _, n := range names {
		v, err := d.readVersion(k, n)
		if err != nil {
			unreadable++
			continue
		}
		list = append(list, v)
	}
	return list, unreadable, nil
}

func (d *Dir) readVersion(k Key, name string) (Version, error) {
	f, err := d.fs.Open(filepath.Join(d.versionsOf(k), name), Read)
	if err != nil {
		return Version{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxList))
	if err != nil {
		return Version{}, err
	}
	var j versionJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return Version{}, err
	}
	v := Version{
		Key: j.Key, At: j.At, By: j.By, Digest: j.Digest, Size: j.Size,
		Content: Content{
			Name: string(j.Name), Description: string(j.Description), UpdatedAt: string(j.UpdatedAt),
			ConfigurationUpdatedAt: string(j.ConfigurationUpdatedAt), Version: string(j.ConfigurationVersion),
		},
	}
	raw, err := hex.DecodeString(j.Digest)
	known := false
	for w, word := range whyWords {
		if word == j.Why {
			v.Why, known = w, true
		}
	}
	switch {
	case j.Version != 1 || !known:
		return Version{}, ErrVersion
	case j.Key != k:
		return Version{}, errors.New("it belongs to another Connector")
	case err != nil || len(raw) != sha256.Size:
		return Version{}, errDamaged
	}
	return v, nil
}

// VersionContent reads a version whole and checks that it is what was kept.
func (d *Dir) VersionContent(v Version) (Content, error) {
	c := v.Content
	if len(v.Digest) != 2*sha256.Size {
		return Content{}, fmt.Errorf("reading a version of %s: %w", v.Key, errDamaged)
	}
	text, err := d.readContent(v.Digest)
	if err != nil {
		return Content{}, fmt.Errorf("reading a version of %s: %w", v.Key, err)
	}
	c.Configuration = text
	return c, nil
}
