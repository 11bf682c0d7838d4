// Wrong names in the [keys] table become the line of the settings file.

package cli

import (
	"errors"

	"patchbay/config"
	"patchbay/tui"
)

func checkKeys(s config.Settings) error {
	err := tui.CheckKeys(s.Keys)
	var wrong *tui.KeyError
	if errors.As(err, &wrong) {
		return s.Problem(wrong.Reason, "keys", wrong.Command)
	}
	return err
}
