// The helper command for real: this test program plays the helper.

package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test program be the helper when it is asked to.
func TestMain(m *testing.M) {
	switch part := os.Getenv("PATCHBAY_TEST_HELPER"); part {
	case "":
		os.Exit(m.Run())
	case "key":
		fmt.Fprintln(os.Stderr, "noise "+canary)
		fmt.Printf("%s\nmore\n", strings.Join(os.Args[1:], "|"))
	case "environment":
		fmt.Println("env:" + os.Getenv(envKey) + ":" + os.Getenv("HOME"))
	case "fail":
		fmt.Fprintln(os.Stderr, canary)
		os.Exit(7)
	case "flood":
		line := []byte(strings.Repeat("x", 1<<16) + "\n")
		for range 64 {
			if _, err := os.Stdout.Write(line); err != nil {
				os.Exit(1)
			}
		}
	case "input":
		var b [1]byte
		n, err := os.Stdin.Read(b[:])
		fmt.Println("read", n, err)
	case "hang":
		time.Sleep(time.Hour)
	}
	os.Exit(0)
}

func asHelper(t *testing.T, part string, ctx context.Context, args ...string) (string, error) {
	t.Helper()
	t.Setenv("PATCHBAY_TEST_HELPER", part)
	out, err := run(ctx, append([]string{os.Args[0]}, args...))
	return string(out), err
}

func TestTheHelperRunsWithoutAShellAndWithoutTheKey(t *testing.T) {
	ctx := context.Background()
	if out, err := asHelper(t, "key", ctx, "$HOME", "a;b", "*"); out != "$HOME|a;b|*\nmore\n" || err != nil {
		t.Errorf("arguments: %q, %v", out, err)
	}
	t.Setenv(envKey, canary)
	t.Setenv("HOME", "/h")
	if out, err := asHelper(t, "environment", ctx); out != "env::/h\n" || err != nil {
		t.Errorf("environment: %q, %v", out, err)
	}
	if out, err := asHelper(t, "input", ctx); out != "read 0 EOF\n" || err != nil {
		t.Errorf("input: %q, %v", out, err)
	}
	if out, err := asHelper(t, "flood", ctx); len(out) != helperOutput || err != nil {
		t.Errorf("flood: %d bytes, %v", len(out), err)
	}
}

func TestAHelperThatHangsOrFailsIsEnded(t *testing.T) {
	env := Environment{Run: run}
	src := Source{Kind: FromHelper, Name: "a"}
	t.Setenv("PATCHBAY_TEST_HELPER", "fail")
	_, err := fromHelper(context.Background(), env, src, []string{os.Args[0]})
	if want := "helper command of profile a: ended with exit code 7; run it by hand to see why"; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	t.Setenv("PATCHBAY_TEST_HELPER", "hang")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := fromHelper(ctx, env, src, []string{os.Args[0]}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("hanging: %v", err)
	}
	_, err = fromHelper(context.Background(), env, src, []string{"no-such-command-of-patchbay"})
	if err == nil || !strings.Contains(err.Error(), "not found") {
		t.Errorf("missing: %v", err)
	}
}
