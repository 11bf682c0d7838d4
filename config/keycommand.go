// The helper command: a program of the user's that prints the credential.

package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

const (
	helperTime   = 10 * time.Second // how long a helper may take
	helperOutput = 64 << 10         // how much of its output is kept, in bytes
	helperDrain  = time.Second      // how long its output may stay open after it ended
)

// run starts argv without a shell. Its input is empty, its standard error is
// thrown away: it may hold anything, the credential included.
func run(ctx context.Context, argv []string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.WaitDelay = helperDrain
	cmd.Env = WithoutCredential(os.Environ())
	out := &capped{left: helperOutput}
	cmd.Stdout = out
	err := cmd.Run()
	if errors.Is(err, exec.ErrWaitDelay) {
		err = nil // it ended well; something it started still holds the pipe
	}
	return out.kept, err
}

// WithoutCredential is an environment, in the form of os.Environ, without the
// variable that holds the credential: for programs that have no business with it.
func WithoutCredential(environ []string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return strings.EqualFold(name, envKey)
	})
}

// capped keeps the first bytes written to it and lets the rest go, so that a
// helper that prints for ever is neither blocked nor believed.
type capped struct {
	kept []byte
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	n := min(len(p), c.left)
	c.kept = append(c.kept, p[:n]...)
	c.left -= n
	return len(p), nil
}

// fromHelper runs the helper of a profile and reads the first line of its
// output.
func fromHelper(ctx context.Context, env Environment, src Source, argv []string) (Credential, error) {
	fail := func(reason string, err error) (Credential, error) {
		return Credential{}, &CredentialError{Source: src, Reason: reason, Err: err}
	}
	limited, cancel := context.WithTimeout(ctx, helperTime)
	defer cancel()
	out, err := env.Run(limited, argv)
	if err != nil {
		var exit *exec.ExitError
		switch {
		case ctx.Err() != nil:
			return fail("was stopped before it answered", ctx.Err())
		case limited.Err() != nil:
			return fail(fmt.Sprintf("gave no answer within %d seconds; run it by hand to see why", int(helperTime.Seconds())), limited.Err())
		case errors.As(err, &exit) && exit.ExitCode() >= 0:
			return fail(fmt.Sprintf("ended with exit code %d; run it by hand to see why", exit.ExitCode()), err)
		case errors.Is(err, exec.ErrNotFound) || errors.Is(err, os.ErrNotExist):
			return fail("the command was not found; check api_key_command", err)
		case errors.Is(err, os.ErrPermission):
			return fail("the command may not be run; check its permissions", err)
		default:
			return fail("could not be run; run it by hand to see why", err)
		}
	}
	line, _, _ := strings.Cut(string(out), "\n")
	if strings.TrimSpace(line) == "" {
		return fail("printed nothing on its first line", nil)
	}
	c, err := ParseCredential(line)
	if err != nil {
		return fail(err.Error(), nil)
	}
	return c, nil
}
