package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"lede/store"
	"lede/ui"
)

type undoneJSON struct {
	Kind    store.ActionKind `json:"kind"`
	What    string           `json:"what"`
	Changed int              `json:"changed"`
	At      *string          `json:"at"`
}

func (sh *shell) undoCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Take back what was done last",
		Long: "Takes back what was done last, here or in the interface, and says what it was; again, what was done before\n" +
			"that. Undone is what is remembered: what was read, starred, tagged, muted, followed, imported, corrected, named\n" +
			"and how things are shown. An import is one thing. What is only looked at (where the cursor is, which folders are\n" +
			"folded, :set for a visit), what was fetched from the network and what the server's administrator does is not.",
		Args: need(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := sh.open(cmd.Context())
			if err != nil {
				return err
			}
			tr := sh.tr()
			action, n, err := s.Undo(cmd.Context())
			switch {
			case errors.Is(err, store.ErrNoUndo):
				return errors.New(tr.S("undo.none"))
			case err != nil:
				return err
			case asJSON:
				return emit(sh.out, undoneJSON{action.Kind, ui.Undone(tr, action, n), n, stamp(action.At)})
			}
			sh.say("%s", tr.S("undo.done", ui.Undone(tr, action, n)))
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print what was taken back as JSON")
	return cmd
}
