// patchbay paths and patchbay version.

package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (r *run) pathsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "paths",
		Short: "Print where settings, state and cache are",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			s, err := r.settings()
			if err != nil {
				return err
			}
			p := s.Paths
			return r.print(fmt.Sprintf("settings     %s\nstate        %s\ncache        %s\ncredentials  %s\nofficial     %s\n",
				p.ConfigFile, p.StateDir, p.CacheDir, p.CredentialsFile, p.OfficialFile))
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print version, commit and Go version",
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), versionLine())
			return err
		},
	}
}

// version is the version of the module this binary was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

func versionLine() string {
	commit, goVersion := "unknown", "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
		modified := ""
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				modified = " (modified)"
			}
		}
		commit += modified
	}
	return fmt.Sprintf("patchbay %s, commit %s, %s", version(), commit, goVersion)
}
