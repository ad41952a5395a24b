package cli

import (
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"lede/serve"
	"lede/store/sqlite"
)

func (sh *shell) adminCommand() *cobra.Command {
	var role, name string
	var days int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "admin COMMAND",
		Short: "Accounts, keys, sessions and backups of the SSH server",
		Long: "Looks after the server on this machine, whether it runs or not:\n\n" + serve.AdminUsage() + "\n" +
			"  restore FILE                        puts a backup in the place of the store; the server must not run\n\n" +
			"USER is a number or a name of `lede admin users`; 1 is whoever runs lede on this machine. Admins do the\n" +
			"same from elsewhere: ssh HOST admin users.",
		Example: "  lede admin users\n  lede admin invite --role editor --name ada\n  lede admin keys 1 add < ~/.ssh/id_ed25519.pub\n  lede admin backup lede-backup.db",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			_, paths, err := sh.configuration()
			if err != nil {
				return err
			}
			switch args[0] {
			case "restore":
				if len(args) != 2 {
					return wrong("restore needs the file of a backup; usage: lede admin restore FILE")
				}
				aside, err := sqlite.Restore(cmd.Context(), args[1], paths.Store, sqlite.Options{Now: sh.now})
				if err != nil {
					return err
				}
				sh.note("%s", sh.tr().S("cli.admin.restored", args[1]))
				if aside != "" {
					sh.note("%s", sh.tr().S("cli.admin.kept", aside))
				}
				return nil
			case "backup":
				if len(args) == 1 && isTerminal(sh.out) {
					return wrong("a backup is no text for a terminal; usage: lede admin backup FILE")
				}
				for i := range args[1:] {
					if args[i+1], err = filepath.Abs(args[i+1]); err != nil {
						return err
					}
				}
			}
			for flag, value := range map[string]string{"role": role, "name": name, "days": strconv.Itoa(days)} {
				if cmd.Flags().Changed(flag) {
					args = append(args, "--"+flag, value)
				}
			}
			if asJSON {
				args = append(args, "--json")
			}
			open := func() (serve.Rooms, func() error, error) {
				if err := sh.openRoom(cmd.Context(), nil, false); err != nil {
					return nil, nil, err
				}
				return sh.local.room, func() error { return nil }, nil // the shell closes it
			}
			if code := serve.Manage(cmd.Context(), serve.Tongue{Lang: sh.lang, Said: inLanguage}, paths.Data, open, args, sh.in, sh.out, sh.errw); code != exitDone {
				return &fault{code: code}
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&role, "role", "", "of the account an invitation makes: `ROLE` reader, editor or admin")
	cmd.Flags().StringVar(&name, "name", "", "of that account: `NAME`; without it its reader chooses")
	cmd.Flags().IntVar(&days, "days", 7, "that an invitation is good for: `N`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object per line")
	return cmd
}
