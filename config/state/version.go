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
	Merged              // the text of an edit that is about to be merged
)

var whyWords = map[Why]string{Fetched: "fetched", Replaced: "replaced", Saved: "saved", Merged: "merged"}

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

// KeepVersion keeps a version, unless keeping is switched off. The
// Configuration is stored once, compressed, under its digest; a version fetched
// again unchanged is not listed twice. What is kept later is listed later, however
// coarse the clock is. When it fails, nothing kept before is changed.
func (d *Dir) KeepVersion(k Key, c Content, why Why, at time.Time) error {
	at = d.later(at)
	err := d.keepVersion(k, c, why, at)
	if errors.Is(err, fs.ErrNotExist) {
		// Asleep for hours in the middle of a write: another session took the
		// unfinished file for one that was left behind.
		err = d.keepVersion(k, c, why, at)
	}
	if err != nil {
		return fmt.Errorf("keeping a version of %s: %w", k, err)
	}
	return nil
}

// later is at, or as little later as it must be to come after all that was kept.
func (d *Dir) later(at time.Time) time.Time {
	d.keeping.Lock()
	defer d.keeping.Unlock()
	if !at.After(d.kept) {
		at = d.kept.Add(1)
	}
	d.kept = at
	return at
}

func (d *Dir) keepVersion(k Key, c Content, why Why, at time.Time) error {
	if whyWords[why] == "" {
		return errors.New("for no known reason")
	}
	if d.retention != nil && d.retention.Off() {
		return nil
	}
	digest := Digest(c.Configuration)
	if (why == Fetched || why == Merged) && d.listedLast(k, c, digest) {
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
	name := fmt.Sprintf("%020d-%s-%s-%s.json", at.UnixNano(), why, digest[:shortDigest], d.here.id()[:8])
	if err := d.replace(filepath.Join(d.versionsOf(k), name), append(data, '\n')); err != nil {
		return err
	}
	// A session that prunes may have set the content aside before the entry was
	// there to be seen: see version_prune.go.
	if f, err := d.fs.Open(d.blob(digest), Read); err == nil {
		return f.Close()
	}
	return d.keepContent(digest, c.Configuration)
}

// Digest is the name of a Configuration among the contents.
func Digest(configuration string) string {
	sum := sha256.Sum256([]byte(configuration))
	return hex.EncodeToString(sum[:])
}

// keepContent writes a content once. One that is there and sound is left as
// it is; one that was damaged is replaced.
func (d *Dir) keepContent(digest, text string) error {
	if d.isWhole(digest) {
		return nil
	}
	var b bytes.Buffer
	// 10 MB take 100 ms. Pressed with less care they take half as long, and up to
	// three times the place, for as long as they are kept.
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

// isWhole reports whether a content is in its place and undamaged.
func (d *Dir) isWhole(digest string) bool {
	return d.readGzip(d.blob(digest), digest, io.Discard) == nil
}

// readContent reads a content, also one that is set aside. One that is put back
// just then is found in its place at the second look.
func (d *Dir) readContent(digest string) (text string, err error) {
	for range 2 {
		var b strings.Builder
		err = d.readGzip(d.blob(digest), digest, &b)
		if errors.Is(err, fs.ErrNotExist) {
			names, _ := d.fs.List(d.blobDir(digest))
			for _, n := range names {
				if aside, ok := parseBlobName(n); ok && aside.digest == digest {
					b.Reset()
					err = d.readGzip(filepath.Join(d.blobDir(digest), n), digest, &b)
				}
			}
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return b.String(), err
		}
	}
	return "", err
}

// readGzip unpacks the file of a content and checks it against its digest.
func (d *Dir) readGzip(path, digest string, into io.Writer) error {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return fmt.Errorf("its content is damaged: %w", err)
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(sum, into), io.LimitReader(z, maxJournal)); err != nil {
		return fmt.Errorf("its content is damaged: %w", err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != digest {
		return errors.New("its content is damaged")
	}
	return nil
}

// readVersion reads an entry and checks that it is of this Connector.
func (d *Dir) readVersion(k Key, name string) (Version, error) {
	v, err := d.readEntry(filepath.Join(d.versionsOf(k), name))
	if err == nil && v.Key != k {
		return Version{}, errors.New("it belongs to another Connector")
	}
	return v, err
}

func (d *Dir) readEntry(path string) (Version, error) {
	f, err := d.fs.Open(path, Read)
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
