// A save whose outcome nobody lived to see, taken up by the next program.

package saveflow

import (
	"time"

	"patchbay/api"
)

// Resume takes up a save that was sent at a time, perhaps by a program that has
// ended since: in state Verifying, with a read to be made. A read that begins
// now is asked for. While patience, counted from the sending, is not over, the
// save may still become visible and reading goes on; after that one read
// decides. An answer may have come and been lost, so patience is the longer of
// the two.
//
// What comes of it: Saved; Refused, without a cause, when what is live is what
// it was before; or Unknown. There is never a PUT.
func Resume(base api.Connector, mine Content, sentAt, now time.Time) (*Flow, Step) {
	f := New(base, mine)
	f.state, f.resumed = Verifying, true
	f.sentAt, f.asked = sentAt, now
	if sentAt.After(now) { // a clock went back: patience is not longer for it
		f.sentAt = now
	}
	return f, Step{Do: Read}
}
