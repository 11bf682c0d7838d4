// What the keyboard of a console sends besides text.

package cli

import "os"

// keyboardSignals are what a console sends to every program in it when their
// keys are pressed.
var keyboardSignals = []os.Signal{os.Interrupt}
