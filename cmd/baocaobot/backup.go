package main

import (
	"fmt"
	"time"

	"baocaobot/storage"
)

type backupCmd struct {
	File string `arg:"" help:"Backup to write; its evidence goes into a folder beside it."`
}

func (c backupCmd) Run(con console, db database) error {
	made, err := storage.Backup(con.ctx, db.DB, c.File)
	if err != nil {
		return err
	}
	con.printf("Backed up %s to %s: %s.\n", db.DB, c.File, contentsWords(made))
	if made.Missing > 0 {
		con.printf("Not in the backup: %s that the database names but its folder %s does not have.\n", counted(made.Missing, "evidence file"), storage.Folder(db.DB))
	}
	return nil
}

type restoreCmd struct {
	File        string `arg:"" help:"Backup to put in the place of the database."`
	EvenIfOlder bool   `help:"Also when the database holds something later than the backup."`
}

func (c restoreCmd) Run(con console, db database) error {
	done, err := storage.Restore(con.ctx, c.File, db.DB, c.EvenIfOlder, time.Now())
	if err != nil {
		return err
	}
	con.printf("Restored %s from %s: %s.\n", db.DB, c.File, contentsWords(done.Contents))
	if done.Missing > 0 {
		con.printf("Not beside the backup: %s; the bot asks Telegram for them again when it runs.\n", counted(done.Missing, "evidence file"))
	}
	if u := done.Unsent; u.Broadcasts+u.Notices > 0 {
		con.printf("Not sent again, as it may have gone out after the backup: %s to %s, %s.\n",
			counted(u.Broadcasts, "broadcast"), counted(u.People, "person"), counted(u.Notices, "notice"))
	}
	if done.Aside != "" {
		con.printf("What stood there is kept as %s.\n", done.Aside)
	}
	return nil
}

func contentsWords(c storage.Contents) string {
	return fmt.Sprintf("%.1f MB, %s, %s", float64(c.Bytes)/1e6, counted(int(c.Answers), "answer"), counted(c.Files, "evidence file"))
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
