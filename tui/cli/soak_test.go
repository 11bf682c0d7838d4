// How long the long runs are.

package cli

import (
	"cmp"
	"os"
	"strconv"
	"testing"
)

// number is what a variable of the environment says, or otherwise: make soak
// runs for longer than make test.
func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv(variable), strconv.Itoa(otherwise)))
	if err != nil {
		t.Fatalf("%s: %v", variable, err)
	}
	return n
}
