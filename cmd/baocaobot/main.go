// Command baocaobot runs the reporting bot and everything an office needs around
// it: opening rounds, inviting people, exporting the workbook, and a demo that
// plays a whole round without Telegram.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"
	_ "time/tzdata" // times are right in an image without zone files

	"github.com/alecthomas/kong"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the sentence on standard error says what to do
	exitUsage  = 2 // the command line cannot be understood
	exitUndone = 3 // nothing was changed: there was nothing to do, or it takes a --yes to do it
)

type cli struct {
	database `embed:""`

	Serve     serveCmd     `cmd:"" help:"Run the bot against Telegram (token in TELEGRAM_TOKEN)."`
	Demo      demoCmd      `cmd:"" help:"Play a whole round on this machine, without Telegram or a token."`
	Round     roundCmd     `cmd:"" help:"Open and list rounds."`
	Unit      unitCmd      `cmd:"" help:"List units and load lists of them."`
	Invite    inviteCmd    `cmd:"" help:"Make one-time invites and revoke them."`
	Person    personCmd    `cmd:"" help:"List people, revoke their rights and move them to successors."`
	Audit     auditCmd     `cmd:"" help:"Show who did what: to people, to reports, and workbooks handed out."`
	Outline   outlineCmd   `cmd:"" help:"List, show and check outlines."`
	Progress  progressCmd  `cmd:"" help:"Show who has sent and how far the others are."`
	Export    exportCmd    `cmd:"" help:"Write the consolidated workbook, or its rows as CSV or JSON."`
	Edition   editionCmd   `cmd:"" help:"List the workbooks that were handed out."`
	Broadcast broadcastCmd `cmd:"" help:"Tell the people of many units something, see what became of it, stop it; the running bot sends it."`
	Request   requestCmd   `cmd:"" help:"List the units that ask to correct what they sent."`

	Backup  backupCmd  `cmd:"" help:"Write a backup of the database and its evidence, while the bot runs."`
	Restore restoreCmd `cmd:"" help:"Put a backup in the place of the database, which is kept aside."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal stops gracefully, a second one at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program as a function of its arguments.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var commands cli
	helped := -1 // the exit code once kong has printed help
	parser := kong.Must(&commands,
		kong.Name("baocaobot"),
		kong.Description(description),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { helped = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if helped >= 0 {
		return helped
	}
	if err != nil {
		fmt.Fprintf(stderr, "baocaobot: %v (see \"baocaobot --help\")\n", err)
		return exitUsage
	}
	commands.given = slices.ContainsFunc(parsed.Path, func(p *kong.Path) bool { return p.Flag != nil && p.Flag.Name == "db" })
	out := &printer{to: stdout}
	err = parsed.Run(console{ctx: ctx, out: out, err: stderr}, commands.database)
	if err == nil && out.err != nil {
		err = fmt.Errorf("print the result: %w", out.err)
	}
	if err != nil {
		fmt.Fprintln(stderr, "baocaobot:", err)
	}
	return exitCode(err)
}

const description = `Half-yearly reports of the Viet Nam Fatherland Front over Telegram.

Exit codes: 0 done; 1 it could not be done; 2 the command line is wrong; 3 nothing was changed, as there was nothing to do or --yes is missing. Of 1, 2 and 3 one sentence on standard error says what to do.`

func exitCode(err error) int {
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errUsage):
		return exitUsage
	case errors.Is(err, errUndone):
		return exitUndone
	default:
		return exitFailed
	}
}

// errUndone marks that nothing was changed, and that this is no failure.
var errUndone = errors.New("nothing was done")

func undone(format string, args ...any) error { return undoneError{fmt.Sprintf(format, args...)} }

type undoneError struct{ said string }

func (e undoneError) Error() string { return e.said }

func (e undoneError) Is(target error) bool { return target == errUndone }

// errUsage marks errors in what was typed on the command line.
var errUsage = errors.New("wrong use")

// usage is an error in a flag's value.
func usage(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

type usageError struct{ said string }

func (e usageError) Error() string { return e.said }

func (e usageError) Is(target error) bool { return target == errUsage }
