// The identity of this start of the machine and of its processes, on Linux.

package state

import (
	"fmt"
	"os"
	"strings"
)

func bootID() string {
	id, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(id))
}

// birth is when a process began, in ticks since the machine was started.
func birth(pid int) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	// The second field is the program's name, in brackets, and may hold anything.
	_, after, _ := strings.Cut(string(stat[max(0, strings.LastIndexByte(string(stat), ')')):]), " ")
	const start = 22 - 3 // the 22nd field, and after begins with the third
	if fields := strings.Fields(after); len(fields) > start {
		return fields[start]
	}
	return ""
}
