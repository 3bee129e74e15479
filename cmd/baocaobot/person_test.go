package main

import (
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baocaobot/flows"
	"baocaobot/storage"
)

// joins has a person use a code, as the bot does.
func joins(t *testing.T, db, code string, person flows.PersonID, name string) (err error) {
	t.Helper()
	store, err := storage.OpenExisting(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	return store.Update(t.Context(), func(tx *storage.Tx) error {
		_, err := tx.UseInvite(code, person, name, time.Now())
		return err
	})
}

var codeIn = regexp.MustCompile(`[A-Z2-7]{26}`)

func TestPeopleFromTheCommandLine(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "x.db")
	t.Setenv("BAOCAO_DB", db)
	succeeds(t, openRound...)

	picture := filepath.Join(dir, "moi.png")
	one := codeIn.FindString(succeeds(t, "invite", "--role", "cadre", "--unit", "a-luoi", "--bot", "bao_cao_bot", "--qr", picture))
	file, err := os.Open(picture)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := png.Decode(file); err != nil {
		t.Error(err)
	}
	if err := joins(t, db, one, 7, "cán bộ A Lưới"); err != nil {
		t.Fatal(err)
	}

	sheet := filepath.Join(dir, "moi.xlsx")
	all := []string{"invite", "all", "--role", "cadre", "--bot", "bao_cao_bot", "--out", sheet}
	got := succeeds(t, all...)
	first := invitesOn(t, sheet)
	if err := joins(t, db, first[0], 8, "cán bộ Huế"); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := command(t, all...); code != exitFailed || !strings.Contains(stderr, "7 unused links of the call sheet before would stop working: add --replace") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	got += succeeds(t, append(all, "--replace")...)
	if err := joins(t, db, first[1], 9, "x"); err == nil {
		t.Error("a link of the sheet before is good still")
	}
	got += succeeds(t, "invite", "revoke", "--role", "cadre", "--unit", "phu-loc")
	got += succeeds(t, "person", "revoke", "--person", "8", "--role", "cadre", "--unit", "hue", "--reason", "nghỉ hưu")
	two := codeIn.FindString(succeeds(t, "invite", "--role", "leader", "--unit", "a-luoi"))
	if err := joins(t, db, two, 10, "lãnh đạo A Lưới"); err != nil {
		t.Fatal(err)
	}
	got += succeeds(t, "person", "move", "--person", "7", "--role", "cadre", "--unit", "a-luoi", "--to", "10")
	heir := codeIn.FindString(succeeds(t, "person", "move", "--person", "10", "--role", "leader", "--unit", "a-luoi"))
	if err := joins(t, db, heir, 11, "lãnh đạo mới"); err != nil {
		t.Fatal(err)
	}
	got += withoutTimes(succeeds(t, "person", "list", "--unit", "a-luoi"))
	got += withoutTimes(succeeds(t, "audit", "--unit", "a-luoi"))
	got += withoutTimes(succeeds(t, "audit", "--person", "8"))
	got = strings.ReplaceAll(got, dir, "DIR")
	want := `Wrote DIR/moi.xlsx: 8 new links, 1 people have joined.
Wrote DIR/moi.xlsx: 7 new links, 2 people have joined.
Revoked 7 unused links of the call sheet before.
Revoked 1 unused invites.
Revoked: person 8 is no cadre hue any more.
Moved: person 10 is cadre a-luoi now instead of person 7.
PERSON ROLE UNIT SINCE REACHABLE NAME
10 cadre a-luoi TIME true lãnh đạo A Lưới
11 leader a-luoi TIME true lãnh đạo mới
AT PERSON ACT ROLE UNIT ABOUT ROUND NOTE
TIME 11 joined leader a-luoi 0
TIME 0 invited leader a-luoi 0
TIME 0 moved leader a-luoi 10
TIME 10 joined cadre a-luoi 0
TIME 0 moved cadre a-luoi 7
TIME 10 joined leader a-luoi 0
TIME 0 invited leader a-luoi 0
TIME 7 joined cadre a-luoi 0
TIME 0 invited cadre a-luoi 0
AT PERSON ACT ROLE UNIT ABOUT ROUND NOTE
TIME 0 revoked cadre hue 8 nghỉ hưu
TIME 8 joined cadre hue 0
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if code, _, stderr := command(t, "person", "move", "--person", "11", "--role", "leader", "--unit", "a-luoi", "--to", "8"); code != exitUsage || !strings.Contains(stderr, "is no colleague there") {
		t.Errorf("exit %d: %s", code, stderr)
	}
	var people []personRow
	if err := json.Unmarshal([]byte(succeeds(t, "person", "list", "--json")), &people); err != nil || len(people) != 2 {
		t.Errorf("%v, %v", people, err)
	}
	var deeds []deedRow
	if err := json.Unmarshal([]byte(succeeds(t, "audit", "--json", "--day", "2024-05-30")), &deeds); err != nil || len(deeds) != 0 {
		t.Errorf("%v, %v", deeds, err)
	}
	succeeds(t, "audit", "--out", filepath.Join(dir, "nhat-ky.xlsx"))
}

// invitesOn are the codes on a call sheet.
func invitesOn(t *testing.T, name string) (codes []string) {
	t.Helper()
	f, err := excelize.OpenFile(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(f.GetSheetName(0))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if len(row) > 3 && codeIn.MatchString(row[3]) {
			codes = append(codes, codeIn.FindString(row[3]))
		}
	}
	return codes
}

// withoutTimes drops the moments and the blanks of a table.
func withoutTimes(table string) string {
	table = regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d`).ReplaceAllString(table, "TIME")
	table = regexp.MustCompile(` +`).ReplaceAllString(table, " ")
	return strings.ReplaceAll(table, " \n", "\n")
}
