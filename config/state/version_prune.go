// Pruning: versions go by age, number and size; what they were made of goes
// when no version needs it.
//
// Several sessions keep and prune in one directory at the same time, also on
// file systems without locks. The rule that keeps them from harming one another:
//
//   - Keeping writes the content, then the entry that names it, and then makes
//     sure that the content is still in its place; if not, it writes it again.
//   - Pruning removes entries first. A content that no entry names is set aside:
//     renamed, so that nobody finds it in its place any more. It is removed by a
//     pruning at least an hour later that still finds no entry naming it, and
//     put back when one does. Reading finds contents that are set aside.
//
// An entry is thus either seen by whoever would remove its content, or written
// by someone who then finds the content missing and writes it again. The hour is
// for file systems that show new names late.

package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	pruneEvery = time.Hour // between two prunings, of all sessions together
	asideGrace = time.Hour // a content is set aside for at least so long
)

// Prune removes what the retention does not keep. It does nothing when it ran
// within the last hour, here or in another session, and when nothing is to be
// pruned. When it fails, what it did not get to is still there.
func (d *Dir) Prune(ctx context.Context) error {
	if d.retention == nil || d.retention.Off() {
		return nil
	}
	now := d.now()
	if last := d.pruned.Swap(now.UnixNano()); within(time.Unix(0, last), now, pruneEvery) {
		return nil
	}
	last := d.readStamp()
	if within(last.At, now, pruneEvery) {
		return nil
	}
	p := pruning{dir: d, ctx: ctx, now: now}
	if err := p.run(last.Unfinished); err != nil {
		return fmt.Errorf("pruning the history: %w", err)
	}
	return nil
}

// within reports whether at lies at most d before now. A time to come does not:
// clocks are set back.
func within(at, now time.Time, d time.Duration) bool {
	age := now.Sub(at)
	return age >= 0 && age < d
}

// stamp says when the history was last pruned, and which files were being
// written then. One of them that is still there at the next pruning is what a
// killed session left.
type stamp struct {
	Version    int       `json:"version"`
	At         time.Time `json:"at"`
	Unfinished []string  `json:"unfinished,omitempty"` // paths below versions
}

func (d *Dir) stampPath() string { return filepath.Join(d.versions(), "pruned") }

func (d *Dir) readStamp() stamp {
	f, err := d.fs.Open(d.stampPath(), Read)
	if err != nil {
		return stamp{}
	}
	defer f.Close()
	var s stamp
	data, err := io.ReadAll(io.LimitReader(f, maxList))
	if err != nil || json.Unmarshal(data, &s) != nil || s.Version != 1 {
		return stamp{}
	}
	return s
}

// pruning is one run of Prune.
type pruning struct {
	dir        *Dir
	ctx        context.Context
	now        time.Time
	histories  []history
	blobs      []blobName
	unfinished []string
}

// history is the entries of one Connector.
type history struct {
	dir  string   // below versions
	list []Listed // newest first
}

// blobName is what the name of a file of contents says.
type blobName struct {
	digest  string
	asideAt time.Time // zero for one in its place
	size    int64
}

const asideMark = ".gz.aside-"

func parseBlobName(name string) (blobName, bool) {
	b := blobName{}
	if digest, ok := strings.CutSuffix(name, ".gz"); ok {
		b.digest = digest
	} else if digest, at, ok := strings.Cut(name, asideMark); ok {
		nanos, err := strconv.ParseInt(at, 10, 64)
		if err != nil {
			return b, false
		}
		b.digest, b.asideAt = digest, time.Unix(0, nanos)
	}
	return b, len(b.digest) == 64 && isHex(b.digest)
}

func (b blobName) name() string {
	if b.asideAt.IsZero() {
		return b.digest + ".gz"
	}
	return b.digest + asideMark + strconv.FormatInt(b.asideAt.UnixNano(), 10)
}

func (p *pruning) run(leftBefore []string) error {
	strange, err := p.list()
	if err != nil {
		return err
	}
	if err := p.listBlobs(); err != nil {
		return err
	}
	// Written before the work, so that two sessions seldom do the same. Should it
	// fail, for want of space say, pruning is all the more needed.
	if data, err := encode(stamp{Version: 1, At: p.now.UTC(), Unfinished: p.unfinished}); err == nil {
		_ = p.dir.replace(p.dir.stampPath(), append(data, '\n'))
	}
	if err := p.removeLeft(leftBefore); err != nil {
		return err
	}
	if err := p.removeEntries(); err != nil {
		return err
	}
	if strange > 0 {
		return nil // an entry that cannot be understood may name any content
	}
	if _, err := p.list(); err != nil {
		return err
	}
	return p.removeContents()
}

// list lists the entries of all Connectors, and counts those whose name says
// nothing.
func (p *pruning) list() (strange int, err error) {
	p.histories = nil
	names, err := p.listDir(p.dir.versions())
	if err != nil {
		return 0, err
	}
	for _, n := range names {
		if len(n) != 16 || !isHex(n) {
			continue
		}
		list, odd, err := p.dir.listVersions(filepath.Join(p.dir.versions(), n))
		if err = errors.Join(err, p.ctx.Err()); err != nil {
			return 0, err
		}
		strange += odd
		p.histories = append(p.histories, history{n, list})
	}
	return strange, nil
}

func (p *pruning) listDir(path string) ([]string, error) {
	names, err := p.dir.fs.List(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return names, err
}

// listBlobs lists the contents with their sizes, and the files that are being
// written.
func (p *pruning) listBlobs() error {
	root := p.dir.versions()
	dirs, err := p.listDir(filepath.Join(root, "content"))
	if err != nil {
		return err
	}
	for _, h := range p.histories {
		if err := p.listFiles(h.dir); err != nil {
			return err
		}
	}
	for _, n := range dirs {
		if err := errors.Join(p.listFiles(filepath.Join("content", n)), p.ctx.Err()); err != nil {
			return err
		}
	}
	return nil
}

func (p *pruning) listFiles(below string) error {
	path := filepath.Join(p.dir.versions(), below)
	names, err := p.listDir(path)
	if err != nil {
		return err
	}
	for _, n := range names {
		if strings.HasPrefix(n, ".") && strings.HasSuffix(n, ".tmp") {
			p.unfinished = append(p.unfinished, filepath.Join(below, n))
		}
		b, ok := parseBlobName(n)
		if !ok {
			continue
		}
		if b.size, err = p.dir.sizeOf(filepath.Join(path, n)); err == nil {
			p.blobs = append(p.blobs, b)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (d *Dir) sizeOf(path string) (int64, error) {
	f, err := d.fs.Open(path, Read)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return f.Size()
}

// removeLeft removes files that have been unfinished since the last pruning.
func (p *pruning) removeLeft(before []string) error {
	for _, path := range p.unfinished {
		if slices.Contains(before, path) {
			if err := p.remove(path); err != nil {
				return err
			}
		}
	}
	return nil
}

// remove removes a file below versions. One that is gone is no error: another
// session prunes as well.
func (p *pruning) remove(path string) error {
	err := p.dir.fs.Remove(filepath.Join(p.dir.versions(), path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// removeEntries removes the entries that are not kept. One that cannot be read,
// or says something else than its name, is left alone.
func (p *pruning) removeEntries() error {
	drop := p.dir.retention.choose(p.histories, p.blobs, p.now)
	for _, h := range drop {
		removed := false
		for _, l := range h.list {
			path := filepath.Join(h.dir, l.name)
			v, err := p.dir.readEntry(filepath.Join(p.dir.versions(), path))
			if err != nil || v.Key.hash() != h.dir || !strings.HasPrefix(v.Digest, l.short) {
				continue
			}
			if err := errors.Join(p.remove(path), p.ctx.Err()); err != nil {
				return err
			}
			removed = true
		}
		if removed {
			if err := p.dir.fs.SyncDir(filepath.Join(p.dir.versions(), h.dir)); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeContents sets aside the contents that nothing names, puts back those
// that are named again, and removes those that have been aside long enough.
func (p *pruning) removeContents() error {
	named, inPlace := map[string]bool{}, map[string]bool{}
	for _, h := range p.histories {
		for _, l := range h.list {
			named[l.short] = true
		}
	}
	for _, b := range p.blobs {
		inPlace[b.digest] = inPlace[b.digest] || b.asideAt.IsZero()
	}
	for _, b := range p.blobs {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		needed, to := named[b.digest[:shortDigest]], b
		switch {
		case b.asideAt.IsZero() && needed:
			continue
		case b.asideAt.IsZero():
			to.asideAt = p.now
		case needed && !inPlace[b.digest]:
			to.asideAt = time.Time{}
		case p.now.Sub(b.asideAt) < asideGrace:
			continue
		default:
			if err := p.remove(filepath.Join("content", b.digest[:2], b.name())); err != nil {
				return err
			}
			continue
		}
		at := p.dir.blobDir(b.digest)
		err := p.dir.fs.Rename(filepath.Join(at, b.name()), filepath.Join(at, to.name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
