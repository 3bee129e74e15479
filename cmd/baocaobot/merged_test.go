package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A merger from the command line: the round before, the new list, and a bad list
// that changes nothing.
func TestARoundAfterAMerger(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("BAOCAO_DB", filepath.Join(dir, "x.db"))
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	open := func(units string, more ...string) []string {
		return append([]string{"round", "open", "--outline", "first-half-2024", "--units", units,
			"--period", "2025-01-01..2025-06-30", "--deadline", "2095-05-30", "--name", "Kỳ"}, more...)
	}
	const header = "code,name,kind,parent,reports,predecessors\n"
	succeeds(t, open(file("before.csv", "code,name,kind,parent,reports\na,xã A,xã,,\nb,xã B,xã,,\n"))...)
	bad := file("bad.csv", header+"a,xã A,xã,,không,m\nb,xã B,xã,,không,\nm,xã M,xã,,có,a b c\n")
	code, stdout, stderr := command(t, open(bad, "--previous", "first-half-2024")...)
	want := "baocaobot: " + bad + ": hàng 4: đơn vị cũ “c” không phải mã của hàng nào: thêm cả hàng của đơn vị cũ, với ngày hết hiệu lực ở cột “đến ngày”\n" +
		bad + ": hàng 4: đơn vị m thành đơn vị cũ của chính mình: sửa cột “đơn vị cũ”\n"
	if code != exitFailed || stdout != "" || stderr != want {
		t.Errorf("exit %d, printed %q, said %q\nwant %q", code, stdout, stderr, want)
	}
	good := file("after.csv", header+"a,xã A,xã,,không,\nb,xã B,xã,,không,\nm,xã M,xã,,có,a + b\n")
	got := succeeds(t, "unit", "list") + succeeds(t, open(good, "--previous", "first-half-2024", "--yes")...) + succeeds(t, "unit", "list")
	want = `CODE  KIND  PARENT  PREDECESSORS  NAME
a     xã                          xã A
b     xã                          xã B
Opened round first-half-2024-2: Kỳ, 1 units, trước ngày 30/5/2095.
Next: baocaobot invite --role cadre --unit m
CODE  KIND  PARENT  PREDECESSORS  NAME
a     xã                          xã A
b     xã                          xã B
m     xã            a+b           xã M
`
	if got != want {
		t.Errorf("printed:\n%s\nwant:\n%s", got, want)
	}
}

// The sample of a reorganisation, of which a round asks the units of its time.
func TestRoundsBeforeAndAfterTheSampleReorganisation(t *testing.T) {
	t.Setenv("BAOCAO_DB", filepath.Join(t.TempDir(), "x.db"))
	open := func(period string, more ...string) []string {
		return append([]string{"round", "open", "--outline", "first-half-2024", "--period", period, "--deadline", "2096-01-01", "--name", "Kỳ"}, more...)
	}
	got := succeeds(t, open("2025-01-01..2025-06-30", "--units", "mau-sap-xep-2025")...) + succeeds(t, "progress")
	got += succeeds(t, open("2025-07-01..2025-12-31", "--previous", "first-half-2024")...) + succeeds(t, "progress", "--round", "first-half-2024-2")
	want := `Opened round first-half-2024: Kỳ, 5 units, trước ngày 1/1/2096.
Next: baocaobot invite --role cadre --unit xa-cu-a
UNIT           STATE        ANSWERED  NAME
xa-cu-a        not started  0/115     xã Cũ A
xa-cu-b        not started  0/115     xã Cũ B
thi-tran-cu-c  not started  0/115     thị trấn Cũ C
xa-cu-d        not started  0/115     xã Cũ D
xa-cu-e        not started  0/115     xã Cũ E
Opened round first-half-2024-2: Kỳ, 5 units, trước ngày 1/1/2096.
Next: baocaobot invite --role cadre --unit xa-mau-mot
UNIT           STATE        ANSWERED  NAME
xa-mau-mot     not started  0/115     xã Mẫu Một
phuong-mau-hai not started  0/115     phường Mẫu Hai
xa-mau-ba      not started  0/115     xã Mẫu Ba
xa-mau-bon     not started  0/115     xã Mẫu Bốn
xa-mau-nam     not started  0/115     xã Mẫu Năm
`
	squeezed := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if squeezed(got) != squeezed(want) {
		t.Errorf("printed:\n%s\nwant:\n%s", got, want)
	}
}
