// The identity of this start of the machine and of its processes, on macOS.

package state

import (
	"fmt"

	"golang.org/x/sys/unix"
)

func bootID() string {
	id, err := unix.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return ""
	}
	return id
}

// birth is when a process began.
func birth(pid int) string {
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Proc.P_starttime.Nano())
}
