// Reasons: why a disk did not do what it was asked, for the user.

package state

import (
	"errors"
	"io/fs"
	"syscall"
)

// Reason says in a few words why something could not be kept.
func Reason(err error) string {
	for _, known := range []struct {
		is  func(error) bool
		say string
	}{
		{isFull, "the disk is full"},
		{is(syscall.EDQUOT), "the disk quota is used up"},
		{is(syscall.EROFS), "the disk is read-only"},
		{is(fs.ErrPermission), "no permission"},
		{is(syscall.EIO), "the disk fails"},
		{is(errGone), errGone.Error()},
		{is(fs.ErrNotExist), "its folder is gone"},
	} {
		if known.is(err) {
			return known.say
		}
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}
