package main

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"baocaobot/storage"
)

// asProgram makes the test binary be the program, for tests that kill it.
const asProgram = "BAOCAOBOT_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// command runs the program in this process.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// succeeds runs a command that must not fail.
func succeeds(t *testing.T, args ...string) string {
	t.Helper()
	code, stdout, stderr := command(t, args...)
	if code != exitOK {
		t.Fatalf("%v: exit %d: %s", args, code, stderr)
	}
	return stdout
}

var openRound = []string{"round", "open", "--outline", "first-half-2024", "--units", "thua-thien-hue-2024",
	"--period", "2024-01-01..2024-06-30", "--deadline", "2024-05-30", "--name", "Sáu tháng"}

func TestFromNothingToAnInvite(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	with := func(args ...string) []string { return append(args, "--db", db) }
	got := succeeds(t, with(openRound...)...)
	got += succeeds(t, with(openRound...)...)
	got += succeeds(t, with("round", "list")...)
	got += succeeds(t, with("unit", "list")...)
	got += succeeds(t, with("progress", "--round", "first-half-2024")...)
	want := `Opened round first-half-2024: Sáu tháng, 9 units, trước ngày 30/5/2024.
Next: baocaobot invite --role cadre --unit hue
Opened round first-half-2024-2: Sáu tháng, 9 units, trước ngày 30/5/2024.
Next: baocaobot invite --role cadre --unit hue
ID                 OUTLINE          PERIOD                  BEFORE      UNITS  STATE  NAME
first-half-2024-2  first-half-2024  2024-01-01..2024-06-30  2024-05-30  9      open   Sáu tháng
first-half-2024    first-half-2024  2024-01-01..2024-06-30  2024-05-30  9      open   Sáu tháng
CODE            KIND       PARENT          PREDECESSORS  NAME
thua-thien-hue  tỉnh                                     tỉnh Thừa Thiên Huế
hue             thành phố  thua-thien-hue                thành phố Huế
huong-thuy      thị xã     thua-thien-hue                thị xã Hương Thủy
huong-tra       thị xã     thua-thien-hue                thị xã Hương Trà
phong-dien      huyện      thua-thien-hue                huyện Phong Điền
quang-dien      huyện      thua-thien-hue                huyện Quảng Điền
phu-vang        huyện      thua-thien-hue                huyện Phú Vang
phu-loc         huyện      thua-thien-hue                huyện Phú Lộc
nam-dong        huyện      thua-thien-hue                huyện Nam Đông
a-luoi          huyện      thua-thien-hue                huyện A Lưới
UNIT        STATE        ANSWERED  NAME
hue         not started  0/128     thành phố Huế
huong-thuy  not started  0/128     thị xã Hương Thủy
huong-tra   not started  0/128     thị xã Hương Trà
phong-dien  not started  0/128     huyện Phong Điền
quang-dien  not started  0/128     huyện Quảng Điền
phu-vang    not started  0/128     huyện Phú Vang
phu-loc     not started  0/128     huyện Phú Lộc
nam-dong    not started  0/128     huyện Nam Đông
a-luoi      not started  0/128     huyện A Lưới
`
	if got != want {
		t.Errorf("printed:\n%s\nwant:\n%s", got, want)
	}
	code := strings.TrimSpace(succeeds(t, with("invite", "--role", "cadre", "--unit", "a-luoi", "--plain")...))
	if len(code) != storage.InviteLength {
		t.Errorf("the plain invite is %q", code)
	}
	if link := succeeds(t, with("invite", "--role", "office", "--bot", "bao_cao_bot")...); !strings.HasPrefix(link, "https://t.me/bao_cao_bot?start=") {
		t.Errorf("the invite with a link is %q", link)
	}
}

func TestBadInputGivesOneSentenceAndChangesNothing(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	db := filepath.Join(dir, "x.db")
	succeeds(t, append(openRound, "--db", db)...)
	t.Setenv("BAOCAO_DB", db)
	t.Setenv("TELEGRAM_TOKEN", "")
	t.Setenv("TELEGRAM_API", "")
	before := succeeds(t, "round", "list") + succeeds(t, "unit", "list") + succeeds(t, "edition", "list") + succeeds(t, "audit")
	broken := file("broken.yaml", "id: x\ntitle: [\n")
	notUnits := file("units.csv", "a,b\n1,2\n")
	notADatabase := file("not.db", strings.Repeat("xin chào ", 200))
	with := func(flag, value string) []string {
		args := append([]string{}, openRound...)
		for i := range args {
			if args[i] == flag {
				args[i+1] = value
			}
		}
		return args
	}
	cases := []struct {
		args []string
		code int
		said string
	}{
		{[]string{"frob"}, exitUsage, "unexpected argument frob"},
		{[]string{"round", "open"}, exitUsage, "missing flags"},
		{with("--outline", "second-half"), exitFailed, "\"baocaobot outline list\" shows the outlines"},
		{with("--outline", broken), exitFailed, "broken.yaml:"},
		{with("--outline", dir), exitFailed, dir},
		{with("--units", "nowhere"), exitFailed, "give a CSV or xlsx file"},
		{with("--units", notUnits), exitFailed, "hàng 1: hàng đầu phải ghi tên các cột"},
		{with("--units", file("kinds.csv", "code,name,kind,parent,reports\nx,phuong X,phuong,,\n")), exitFailed, "stands at no level of outline first-half-2024 (huyện, thị xã"},
		{with("--units", file("merged.csv", "code,name,kind,parent,reports,predecessors\nx,phường X,phường,,,y\n")), exitFailed, "hàng 2: đơn vị cũ “y” không phải mã của hàng nào"},
		{with("--units", file("late.csv", "code,name,kind,valid from\nh,huyện H,huyện,1/7/2024\n")), exitFailed, "no unit reports and is valid on 2024-06-30"},
		{[]string{"unit", "load", "nowhere"}, exitFailed, "give a CSV or xlsx file"},
		{[]string{"unit", "load", dir}, exitFailed, "read units"},
		{[]string{"unit", "load", notUnits, "--yes"}, exitFailed, "hàng 1: hàng đầu phải ghi tên các cột"},
		{[]string{"unit", "load", "/dev/zero", "--yes"}, exitFailed, "tệp lớn hơn 5 MB"},
		{[]string{"unit", "load", notUnits, "--yes", "--dry-run"}, exitUsage, "give one of them"},
		{with("--units", file("asked.csv", "code,name,kind\nhue,huyện Huế,huyện\n")), exitFailed, "has reported as \"thành phố\" in round first-half-2024 and cannot become \"huyện\""},
		{with("--period", "2024"), exitUsage, "needs two days"},
		{with("--period", "2024-06-30..2024-01-01"), exitUsage, "write the first day first"},
		{with("--period", "2024-13-01..2024-01-01"), exitUsage, "is not a day"},
		{with("--deadline", "30/5/2024"), exitUsage, "write it as 2024-05-30"},
		{with("--deadline", "2023-05-30"), exitUsage, "before the period"},
		{append(with("", ""), "--targets", filepath.Join(dir, "none.csv")), exitFailed, "check the name given with --targets"},
		{append(with("", ""), "--targets", file("targets.csv", "question,unit,target\nx,,1\n")), exitFailed, "row 2: there is no question \"x\" in outline first-half-2024"},
		{[]string{"round", "list", "--db", filepath.Join(dir, "none.db")}, exitFailed, "there is no database"},
		{[]string{"progress", "--db", notADatabase}, exitFailed, "not an undamaged baocaobot database"},
		{append(with("", ""), "--db", filepath.Join(dir, "no", "x.db")), exitFailed, "check that its folder exists"},
		{[]string{"progress", "--round", "r9"}, exitUsage, "\"baocaobot round list\" shows the rounds"},
		{[]string{"invite", "--role", "boss"}, exitUsage, "must be one of"},
		{[]string{"invite", "--role", "cadre"}, exitUsage, "a cadre or leader needs a unit"},
		{[]string{"invite", "--role", "office", "--unit", "hue"}, exitUsage, "office and admin have none"},
		{[]string{"invite", "--role", "cadre", "--unit", "x"}, exitUsage, "\"baocaobot unit list\" shows the codes"},
		{[]string{"invite", "--role", "office", "--days", "0"}, exitUsage, "1 to 366"},
		{[]string{"invite", "--role", "office", "--qr", filepath.Join(dir, "x.png")}, exitUsage, "add --bot NAME"},
		{[]string{"invite", "--role", "office", "--bot", "b", "--qr", filepath.Join(dir, "no", "x.png")}, exitFailed, "check that the folder exists"},
		{[]string{"invite", "all", "--role", "office", "--bot", "b", "--out", filepath.Join(dir, "x.xlsx")}, exitUsage, "must be one of"},
		{[]string{"invite", "all", "--role", "cadre", "--out", filepath.Join(dir, "x.xlsx")}, exitUsage, "--bot"},
		{[]string{"invite", "all", "--role", "cadre", "--bot", "b", "--each", "0", "--out", filepath.Join(dir, "x.xlsx")}, exitUsage, "1 to 20 people"},
		{[]string{"invite", "all", "--role", "cadre", "--bot", "b", "--out", filepath.Join(dir, "no", "x.xlsx")}, exitFailed, "check that the folder exists"},
		{[]string{"invite", "all", "--role", "cadre", "--bot", "b", "--round", "r9", "--out", filepath.Join(dir, "x.xlsx")}, exitUsage, "\"baocaobot round list\" shows the rounds"},
		{[]string{"invite", "revoke", "--role", "cadre"}, exitUsage, "a cadre or leader needs a unit"},
		{[]string{"invite", "revoke", "--role", "cadre", "--unit", "x"}, exitUsage, "\"baocaobot unit list\" shows the codes"},
		{[]string{"person", "list", "--unit", "x"}, exitUsage, "\"baocaobot unit list\" shows the codes"},
		{[]string{"person", "revoke", "--person", "7", "--role", "cadre", "--unit", "hue"}, exitFailed, "has no such right"},
		{[]string{"person", "revoke", "--person", "bảy", "--role", "cadre", "--unit", "hue"}, exitUsage, "--person"},
		{[]string{"person", "revoke", "--person", "7", "--role", "cadre"}, exitUsage, "a cadre or leader needs a unit"},
		{[]string{"person", "move", "--person", "7", "--role", "cadre", "--unit", "hue", "--to", "8"}, exitFailed, "has no such right"},
		{[]string{"audit", "--unit", "x"}, exitUsage, "\"baocaobot unit list\" shows the codes"},
		{[]string{"audit", "--day", "28/5/2024"}, exitUsage, "write it as 2024-05-30"},
		{[]string{"audit", "--out", filepath.Join(dir, "no", "x.xlsx")}, exitFailed, "check that the folder exists"},
		{[]string{"outline", "show", "x"}, exitUsage, "\"baocaobot outline list\" shows the outlines"},
		{[]string{"outline", "check", filepath.Join(dir, "none.yaml")}, exitFailed, "there is no file"},
		{[]string{"outline", "check", broken}, exitFailed, "broken.yaml:"},
		{[]string{"export", "--out", filepath.Join(dir, "no", "x.xlsx")}, exitFailed, "check that the folder exists"},
		{[]string{"export", "--out", filepath.Join(dir, "x.xlsx"), "--edition", "3"}, exitUsage, "\"baocaobot edition list\" shows the editions"},
		{[]string{"export", "--out", filepath.Join(dir, "x.xlsx"), "--edition=-1"}, exitUsage, "has no edition -1"},
		{[]string{"export", "--out", filepath.Join(dir, "x.xlsx"), "--edition", "hai"}, exitUsage, "--edition"},
		{[]string{"export", "--out", filepath.Join(dir, "x.xlsx"), "--counts", "some"}, exitUsage, "--counts"},
		{[]string{"edition", "list", "--round", "r9"}, exitUsage, "\"baocaobot round list\" shows the rounds"},
		{[]string{"export", "--out", filepath.Join(dir, "x.pdf")}, exitUsage, "end it in .xlsx, .csv or .json, or add --format"},
		{[]string{"export", "--out", "-"}, exitUsage, "add --format csv or --format json"},
		{[]string{"export", "--out", "-", "--format", "xlsx"}, exitUsage, "a workbook needs the name of a file"},
		{[]string{"export", "--out", "x.csv", "--counts", "some"}, exitUsage, "must be one of"},
		{[]string{"broadcast", "--audience", "all"}, exitUsage, "missing flags: --text"},
		{[]string{"broadcast", "--audience", "everybody", "--text", "x"}, exitUsage, "\"everybody\" is no audience: write all, not-started"},
		{[]string{"broadcast", "--audience", "below:0", "--text", "x"}, exitUsage, "is no audience"},
		{[]string{"broadcast", "--audience", "units:hue,gà", "--text", "x"}, exitUsage, "\"gà\" is no unit of round first-half-2024"},
		{[]string{"broadcast", "--audience", "all", "--text", " "}, exitUsage, "--text: write"},
		{[]string{"broadcast", "--audience", "all", "--text", "{ten}"}, exitUsage, "\"{ten}\" is no field: {đơn vị}, {còn lại}"},
		{[]string{"broadcast", "--audience", "all", "--text", strings.Repeat("x", 1501)}, exitUsage, "1501 characters, at most 1500"},
		{[]string{"broadcast", "--audience", "all", "--text", "x", "--round", "r9"}, exitUsage, "\"baocaobot round list\" shows the rounds"},
		{[]string{"broadcast", "--audience", "all", "--text", "x"}, exitFailed, "nobody of that audience has joined"},
		{[]string{"backup"}, exitUsage, "expected \"<file>\""},
		{[]string{"backup", db}, exitFailed, "exists already and a backup never replaces anything"},
		{[]string{"restore", filepath.Join(dir, "none.db")}, exitFailed, "there is no backup"},
		{[]string{"restore", db}, exitFailed, "is the database itself"},
		{[]string{"restore", notADatabase}, exitFailed, "not an undamaged baocaobot database"},
		{[]string{"serve"}, exitFailed, "TELEGRAM_TOKEN is not set"},
		{[]string{"demo", "--play", "--out", dir, "--db", db}, exitUsage, "wants a fresh database"},
		{[]string{"demo", "--play", "--out", broken}, exitFailed, "make folder for the demo"},
		{[]string{"demo", "--play", "--out", dir, "--listen", "0.0.0.0:0"}, exitFailed, "use 127.0.0.1"},
	}
	for _, c := range cases {
		code, stdout, stderr := command(t, c.args...)
		if code != c.code || stdout != "" || !strings.Contains(stderr, c.said) || strings.Count(strings.TrimSpace(stderr), "\n") > 0 {
			t.Errorf("%v:\nexit %d, printed %q, said %q\nwant exit %d and one sentence with %q", c.args, code, stdout, stderr, c.code, c.said)
		}
	}
	if after := succeeds(t, "round", "list") + succeeds(t, "unit", "list") + succeeds(t, "edition", "list") + succeeds(t, "audit"); after != before {
		t.Errorf("the database changed:\n%s", after)
	}
}

func TestServeStopsAtAWrongToken(t *testing.T) {
	server := newServer(t, "42:right-token")
	t.Setenv("TELEGRAM_TOKEN", "42:wrong-token")
	t.Setenv("TELEGRAM_API", server)
	code, _, stderr := command(t, "serve", "--db", filepath.Join(t.TempDir(), "x.db"))
	last := stderr[strings.LastIndex(strings.TrimSpace(stderr), "\n")+1:]
	if code != exitFailed || !strings.Contains(last, "token") || strings.Contains(stderr, "wrong-token") {
		t.Errorf("exit %d, said %q", code, stderr)
	}
}

func TestServeStopsGracefully(t *testing.T) {
	t.Setenv("TELEGRAM_TOKEN", "42:right-token")
	t.Setenv("TELEGRAM_API", newServer(t, "42:right-token"))
	ctx, cancel := context.WithCancel(t.Context())
	said := &notifier{seen: make(chan struct{}, 1), word: "serving"}
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"serve", "--db", filepath.Join(t.TempDir(), "x.db")}, said, said) }()
	<-said.seen
	cancel()
	if code := <-ended; code != exitOK {
		t.Errorf("exit %d: %s", code, said.text())
	}
}

func TestABusyDatabaseGivesOneSentence(t *testing.T) {
	db := filepath.Join(t.TempDir(), "x.db")
	succeeds(t, append(openRound, "--db", db)...)
	other, err := sql.Open("sqlite", "file:"+db+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Rollback()
	code, _, stderr := command(t, append(openRound, "--db", db)...)
	if want := "baocaobot: the database " + db + " is in use by another program: stop that program or wait until it is done, then try again; nothing was changed\n"; code != exitFailed || stderr != want {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if got := succeeds(t, "progress", "--db", db); strings.Count(got, "not started") != 9 {
		t.Errorf("reading beside the writer: %s", got)
	}
}
