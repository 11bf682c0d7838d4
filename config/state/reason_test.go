// Why a disk failed, as users read it.

package state

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"
)

func TestReasonsAreSaidInAFewWords(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "write", Path: "/x", Err: syscall.EDQUOT}, "the disk quota is used up"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.EROFS}, "the disk is read-only"},
		{fmt.Errorf("starting: %w", &fs.PathError{Op: "open", Path: "/x", Err: syscall.EACCES}), "no permission"},
		{&fs.PathError{Op: "sync", Path: "/x", Err: syscall.EIO}, "the disk fails"},
		{&fs.PathError{Op: "open", Path: "/x", Err: syscall.ENOENT}, "its folder is gone"},
		{fmt.Errorf("keeping the journal: %w", errGone), "its file is gone"},
		{fmt.Errorf("writing the journal: %w", errors.New("it has grown too large")), "it has grown too large"},
	} {
		if got := Reason(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}
