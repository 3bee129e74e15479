package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

// 2094: nothing of it is over.
func TestTheLifeOfARound(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	on := func(args ...string) []string { return append(args, "--db", db) }
	succeeds(t, on("round", "open", "--outline", "first-half-2024", "--units", "thua-thien-hue-2024", "--name", "Sáu tháng",
		"--period", "2094-01-01..2094-06-30", "--cut-off", "2094-05-25", "--deadline", "2094-05-30")...)
	got := succeeds(t, on("round", "extend", "--deadline", "2094-06-05")...)
	got += succeeds(t, on("round", "close")...)
	got += succeeds(t, on("round", "reopen", "--unit", "a-luoi")...)
	want := `Extended round first-half-2024: trước ngày 5/6/2094.
Closed round first-half-2024. The running bot sends the office the workbook.
Opened round first-half-2024 again for unit a-luoi.
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	var list []roundRow
	if err := json.Unmarshal([]byte(succeeds(t, on("round", "list", "--json")...)), &list); err != nil {
		t.Fatal(err)
	}
	if r := list[0]; r.CutOff != "2094-05-25" || r.Deadline != "2094-06-05" || r.State != "closed" || r.Closed == "" || r.Reopened != 1 {
		t.Errorf("%+v", r)
	}
	if table := succeeds(t, on("round", "list")...); !strings.Contains(table, "2094-06-05  9      closed  Sáu tháng") {
		t.Error(table)
	}
	for _, c := range []struct {
		args []string
		code int
		said string
	}{
		{[]string{"round", "extend", "--deadline", "2094-06-10"}, exitFailed, "round first-half-2024 is closed: open it again first"},
		{[]string{"round", "extend", "--deadline", "mai"}, exitUsage, "\"mai\" is not a day"},
		{[]string{"round", "extend"}, exitUsage, "missing flags"},
		{[]string{"round", "reopen", "--unit", "a-luoi"}, exitFailed, "open for unit a-luoi already"},
		{[]string{"round", "reopen", "--unit", "da-lat"}, exitUsage, "asks no unit \"da-lat\""},
		{[]string{"round", "close", "--round", "r9"}, exitUsage, "\"baocaobot round list\" shows the rounds"},
	} {
		fails(t, c.code, c.said, on(c.args...)...)
	}
	succeeds(t, on("round", "close")...) // for that unit too
	fails(t, exitFailed, "is closed already, since", on("round", "close")...)
	succeeds(t, on("round", "reopen")...)
	fails(t, exitFailed, "is open: there is nothing to open again", on("round", "reopen")...)
	fails(t, exitFailed, "is open: there is nothing to open again", on("round", "reopen", "--unit", "a-luoi")...)
	fails(t, exitUsage, "has the deadline 2094-06-05; give a later day", on("round", "extend", "--deadline", "2094-06-05")...)
	fails(t, exitUsage, "no day of the period", on("round", "open", "--outline", "first-half-2024", "--period", "2094-01-01..2094-06-30",
		"--cut-off", "2094-07-01", "--deadline", "2094-08-01")...)
	for _, act := range []string{"opened  ", "extended", "closed", "opened again", "2094-06-05"} {
		if log := succeeds(t, on("audit")...); !strings.Contains(log, act) {
			t.Errorf("no %q in\n%s", act, log)
		}
	}
}

func fails(t *testing.T, want int, said string, args ...string) {
	t.Helper()
	code, out, err := command(t, args...)
	if code != want || out != "" || !strings.Contains(err, said) || strings.Count(err, "\n") != 1 {
		t.Errorf("%v: %d, %q, %q", args, code, out, err)
	}
}
