// The debug log: one line a call, without content and without credentials.

package cli

import (
	"log/slog"
	"os"

	"patchbay/api"
)

// debugLog writes records of calls. A nil log writes nothing.
type debugLog struct {
	file *os.File
	log  *slog.Logger
}

// openDebugLog appends to the file of path, readable only by the user; "" is no log.
func openDebugLog(path string) (*debugLog, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, usageError{"--debug-log: cannot write to " + path + "; give another file"}
	}
	return &debugLog{file: f, log: slog.New(slog.NewTextHandler(f, nil))}, nil
}

func (l *debugLog) record(r api.Record) {
	if l == nil {
		return
	}
	said := []any{"op", r.Op.String(), "method", r.Method, "path", r.Path, "attempt", r.Attempt, "took", r.Duration, "bytes", r.Bytes}
	if r.Status == 0 {
		said = append(said, "failed_at", r.Hop.String())
	} else {
		said = append(said, "status", r.Status, "request_id", r.RequestID)
	}
	l.log.Info("call", said...)
}

func (l *debugLog) close() {
	if l != nil {
		l.file.Close()
	}
}
