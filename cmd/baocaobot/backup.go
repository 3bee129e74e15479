package main

import (
	"fmt"
	"time"

	"baocaobot/storage"
)

type backupCmd struct {
	File string `arg:"" help:"Backup to write; its evidence goes into a folder beside it."`
	JSON bool   `name:"json" help:"Print JSON."`
}

func (c backupCmd) Run(con console, db database) error {
	made, err := storage.Backup(con.ctx, db.DB, c.File)
	if err != nil {
		return err
	}
	if c.JSON {
		return con.json(contentsRowOf(made))
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
	JSON        bool   `name:"json" help:"Print JSON."`
}

func (c restoreCmd) Run(con console, db database) error {
	done, err := storage.Restore(con.ctx, c.File, db.DB, c.EvenIfOlder, time.Now())
	if err != nil {
		return err
	}
	if c.JSON {
		u := done.Unsent
		return con.json(restoredRow{contentsRowOf(done.Contents), done.Aside, u.Broadcasts, u.People, u.Notices})
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

// contentsRow is what "backup --json" prints; the time is RFC 3339.
type contentsRow struct {
	Bytes   int64      `json:"bytes"`
	Answers int64      `json:"answers"`
	Files   int        `json:"evidence_files"`
	Missing int        `json:"evidence_missing"`
	Newest  *time.Time `json:"newest"` // the last moment recorded; null when there is none
}

func contentsRowOf(c storage.Contents) contentsRow {
	row := contentsRow{Bytes: c.Bytes, Answers: c.Answers, Files: c.Files, Missing: c.Missing}
	if !c.Newest.IsZero() {
		row.Newest = &c.Newest
	}
	return row
}

// restoredRow is what "restore --json" prints.
type restoredRow struct {
	contentsRow
	Aside      string `json:"aside"` // where the database before is kept; empty: there was none
	Broadcasts int    `json:"broadcasts_cut_off"`
	People     int    `json:"people_unknown"` // of those broadcasts
	Notices    int    `json:"notices_not_sent_again"`
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
