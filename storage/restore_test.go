package storage

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
)

// backedUp is a database with three answers and two files of evidence that was
// backed up and got a fourth answer and a third file since.
func backedUp(t *testing.T) (s *Store, path, file string) {
	t.Helper()
	s, path = fresh(t)
	answers(t, s, 3, noon.Add(time.Minute))
	withEvidence(t, s, "mc-000001.jpg", "mc-000002.pdf")
	file = filepath.Join(t.TempDir(), "b.db")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	answers(t, s, 1, noon.Add(time.Hour))
	withEvidence(t, s, "mc-000003.pdf")
	return s, path, file
}

var night1 = time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC)

const aside1 = ".before-restore-20261125-030000"

func TestRestoreWhereNothingStands(t *testing.T) {
	s, _, file := backedUp(t)
	dir := t.TempDir()
	target := filepath.Join(dir, "new.db")
	done, err := Restore(t.Context(), file, target, false, night1)
	if err != nil || done.Answers != 3 || done.Files != 2 || done.Missing != 0 || done.Aside != "" {
		t.Errorf("restored %+v, %v", done, err)
	}
	want := map[string]string{"new.db": "file", "new.files": "folder",
		"new.files/mc-000001.jpg": "tệp mc-000001.jpg", "new.files/mc-000002.pdf": "tệp mc-000002.pdf"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(evidence(t, s, aLuoi.ID)[:2], evidence(t, open(t, target), aLuoi.ID)); diff != "" {
		t.Error(diff)
	}
}

func TestALaterDatabaseIsOnlyReplacedWhenThatIsSaid(t *testing.T) {
	s, path, file := backedUp(t)
	s.Close()
	dir := filepath.Dir(path)
	before := tree(t, dir)
	_, err := Restore(t.Context(), file, path, false, night1)
	if err == nil || !strings.Contains(err.Error(), "recorded something at 2024-05-28 20:00:00 and the backup only goes to 2024-05-28 19:01:00: with --even-if-older") {
		t.Errorf("refused with %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	done, err := Restore(t.Context(), file, path, true, night1)
	if err != nil || done.Answers != 3 || done.Aside != path+aside1 {
		t.Errorf("restored %+v, %v", done, err)
	}
	back, err := Restore(t.Context(), done.Aside, path, false, night1.Add(time.Hour)) // and there is a way back
	if err != nil || back.Answers != 4 || back.Files != 3 {
		t.Errorf("restored %+v, %v", back, err)
	}
}

func TestAnEmptyFileIsKeptAsideAlone(t *testing.T) {
	_, _, file := backedUp(t)
	dir := t.TempDir()
	target := filepath.Join(dir, "empty.db")
	if err := os.WriteFile(target, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	done, err := Restore(t.Context(), file, target, false, night1)
	if err != nil || done.Answers != 3 || done.Aside != target+aside1 {
		t.Errorf("restored %+v, %v", done, err)
	}
	want := map[string]string{"empty.db": "file", "empty.db" + aside1: "file", "empty.files": "folder",
		"empty.files/mc-000001.jpg": "tệp mc-000001.jpg", "empty.files/mc-000002.pdf": "tệp mc-000002.pdf"}
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedDatabaseIsKeptAsideWithItsLog(t *testing.T) {
	s, path, file := backedUp(t)
	s.Close()
	for name, text := range map[string]string{path: "không phải cơ sở dữ liệu", path + "-wal": "dở dang"} {
		if err := os.WriteFile(name, []byte(strings.Repeat(text, 100)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	done, err := Restore(t.Context(), file, path, false, night1)
	if err != nil || done.Aside != path+aside1 {
		t.Fatalf("restored %+v, %v", done, err)
	}
	if old, err := os.ReadFile(path + aside1 + "-wal"); err != nil || !strings.HasPrefix(string(old), "dở dang") {
		t.Errorf("the old log: %v", err)
	}
	if got := evidence(t, open(t, path), aLuoi.ID); len(got) != 2 {
		t.Errorf("restored evidence: %v", got)
	}
}

func TestEvidenceThatIsNotBesideTheBackupIsFetchedAgain(t *testing.T) {
	_, _, file := backedUp(t)
	if err := os.Remove(filepath.Join(Folder(file), "mc-000001.jpg")); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(t.TempDir(), "new.db")
	done, err := Restore(t.Context(), file, target, false, night1)
	if err != nil || done.Files != 1 || done.Missing != 1 {
		t.Errorf("restored %+v, %v", done, err)
	}
	if diff := cmp.Diff([]int64{1}, toFetch(t, open(t, target), night1)); diff != "" {
		t.Error(diff)
	}
}

func TestNamesOfEvidenceCannotLeadOutOfTheFolder(t *testing.T) {
	s, path := fresh(t)
	addFiles(t, s, sentFile(0, "I.1", "a.pdf"))
	update(t, s, func(tx *Tx) error {
		_, err := tx.exec("forge", `update evidence set stored = $1`, "../"+filepath.Base(path))
		return err
	})
	made, err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.db"))
	if err != nil || made.Files != 0 || made.Missing != 1 {
		t.Errorf("backed up %+v, %v", made, err)
	}
}

func TestRestoreRefusesInOneSentenceAndChangesNothing(t *testing.T) {
	s, path, file := backedUp(t)
	dir := filepath.Dir(file)
	at := func(name string) string { return filepath.Join(dir, name) }
	copyDamaged(t, s, at("damaged.db"))
	sqlOn(t, at("foreign.db"), `create table notes (x text)`)
	if _, err := s.Backup(t.Context(), at("newer.db")); err != nil {
		t.Fatal(err)
	}
	sqlOn(t, at("newer.db"), `insert into goose_db_version (version_id, is_applied) values (9999, 1)`)
	if _, err := s.Backup(t.Context(), at("orphans.db")); err != nil {
		t.Fatal(err)
	}
	sqlOn(t, at("orphans.db"), `delete from person`)
	if _, err := s.Backup(t.Context(), at("null.db")); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{ // what the schema forbids stands in a table
		`pragma writable_schema(1); update sqlite_master set sql = replace(sql, 'raw      text    not null', 'raw      text    default 0') where name = 'answer'`,
		`update answer set raw = null where id = 1`,
		`pragma writable_schema(1); update sqlite_master set sql = replace(sql, 'raw      text    default 0', 'raw      text    not null') where name = 'answer'`,
	} {
		sqlOn(t, at("null.db"), change)
	}
	for name, text := range map[string]string{"text.db": strings.Repeat("xin chào ", 200), "empty.db": ""} {
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, dir)
	cases := []struct{ file, target, said string }{
		{at("none.db"), at("x.db"), "there is no backup"},
		{dir, at("x.db"), "is no file"},
		{file, dir, "is no database file"},
		{file, file, "is the database itself"},
		{at("damaged.db"), at("x.db"), "not an undamaged baocaobot database"},
		{at("null.db"), at("x.db"), "not an undamaged baocaobot database"},
		{at("orphans.db"), at("x.db"), "not an undamaged baocaobot database"},
		{at("text.db"), at("x.db"), "not an undamaged baocaobot database"},
		{at("empty.db"), at("x.db"), "is an empty file: name another"},
		{at("foreign.db"), at("x.db"), "not one of baocaobot"},
		{at("newer.db"), at("x.db"), "made by a newer version of baocaobot"},
		{file, at("foreign.db"), "not one of baocaobot"},
		{file, path, "is in use: stop the bot first"}, // s is open
		{file, filepath.Join(dir, "no", "x.db"), "check that its folder exists"},
	}
	for _, c := range cases {
		_, err := Restore(t.Context(), c.file, c.target, true, night1)
		if err == nil || !strings.Contains(err.Error(), c.said) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s to %s: %v, want %q", c.file, c.target, err, c.said)
		}
	}
	if _, err := Restore(t.Context(), file, path, true, night1); !errors.Is(err, ErrInUse) {
		t.Errorf("in use: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// sqlOn runs a statement on a file, without the rules that hold for the program.
func sqlOn(t *testing.T, file, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", address(file))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// A backup that was taken in the middle of everything: what may have gone out after it is
// ended and told; what is due only later waits on.
func TestNothingIsSentAgainAfterARestore(t *testing.T) {
	s, path := fresh(t)
	answers(t, s, 1, noon)
	var id int64
	update(t, s, func(tx *Tx) (err error) {
		for _, due := range []time.Time{noon, night1.Add(time.Hour)} {
			if err := tx.Notify(Notice{Person: 1001, Kind: "kind " + due.Format(time.RFC3339)}, due); err != nil {
				return err
			}
		}
		if id, err = tx.AddBroadcast(Broadcast{Round: half.ID, By: 1, Audience: []byte(`{"kind":"all"}`), Text: "x", At: noon}); err != nil {
			return err
		}
		if err := tx.AddRecipients(id, []flows.UnitID{aLuoi.ID}, noon); err != nil {
			return err
		}
		return tx.StartBroadcast(id, nil)
	})
	file := filepath.Join(t.TempDir(), "b.db")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error { // and it goes on
		return tx.KeepReached(Recipient{Broadcast: id, Person: 1001, State: ReachSent}, noon.Add(time.Minute))
	})
	s.Close()
	if _, err := Restore(t.Context(), file, path, false, night1); err == nil {
		t.Error("what was sent since is forgotten")
	}
	done, err := Restore(t.Context(), file, path, true, night1)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Unsent{Broadcasts: 1, People: 1, Notices: 1}, done.Unsent); diff != "" {
		t.Error(diff)
	}
	s = open(t, path)
	update(t, s, func(tx *Tx) error {
		if waiting, err := tx.Waiting(id, 9); err != nil || len(waiting) > 0 {
			t.Errorf("sent again to %v, %v", waiting, err)
		}
		if was, err := tx.StopBroadcast(id, 1, night1); was || err != nil {
			t.Errorf("stopped: %v, %v", was, err)
		}
		if over, err := tx.EndBroadcast(id, night1); !over || err != nil {
			t.Errorf("over: %v, %v", over, err)
		}
		b, err := tx.Broadcast(id)
		counts, err2 := tx.CountReached(id)
		if b.State != CutOff || counts[ReachUnknown] != 1 || errors.Join(err, err2) != nil {
			t.Errorf("%+v, %v, %v, %v", b, counts, err, err2)
		}
		notices, err := tx.TakeNotices(night1.Add(30*time.Minute), night1.Add(2*time.Hour), 9)
		if len(notices) > 0 || err != nil {
			t.Errorf("sent again: %v, %v", notices, err)
		}
		notices, err = tx.TakeNotices(night1.Add(time.Hour), night1.Add(2*time.Hour), 9)
		if len(notices) != 1 || err != nil {
			t.Errorf("due later: %v, %v", notices, err)
		}
		at, err := tx.RestoredAt()
		if !at.Equal(night1) {
			t.Errorf("restored at %s, %v", at, err)
		}
		return err
	})
}

// A backup that was taken while a broadcast was being planned: after a restore nobody of
// the list gets it again, and that the list was not finished is told.
func TestABroadcastIsRestoredInTheMiddleOfItsPlanning(t *testing.T) {
	s, path := fresh(t)
	var id int64
	update(t, s, func(tx *Tx) (err error) {
		if id, err = tx.AddBroadcast(Broadcast{Round: half.ID, By: 1, Audience: []byte(`{"kind":"all"}`), Text: "x", At: noon}); err != nil {
			return err
		}
		return tx.AddRecipients(id, []flows.UnitID{aLuoi.ID}, noon)
	})
	file := filepath.Join(t.TempDir(), "b.db")
	if _, err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Restore(t.Context(), file, path, true, night1); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	update(t, s, func(tx *Tx) error {
		if err := tx.StartBroadcast(id, nil); err != nil {
			return err
		}
		if over, err := tx.EndBroadcast(id, night1); !over || err != nil {
			t.Errorf("over: %v, %v", over, err)
		}
		b, err := tx.Broadcast(id)
		counts, err2 := tx.CountReached(id)
		if b.State != CutShort || counts[ReachUnknown] != 1 || len(counts) != 1 {
			t.Errorf("%+v, %v", b, counts)
		}
		return errors.Join(err, err2)
	})
}
