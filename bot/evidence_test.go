package bot

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"baocaobot/bot/emulator"
	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/storage"
)

// folder gives what the side folder holds, by name; unfinished copies do not count.
func (w *world) folder() map[string]string {
	w.t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(storage.Folder(w.path))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".part") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(storage.Folder(w.path), e.Name()))
		if err != nil {
			w.t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

func (w *world) fetched(n int) {
	w.t.Helper()
	eventually(w.t, "fetched", func() bool {
		stored := 0
		for _, e := range w.report("a-luoi").Evidence {
			if e.Stored != "" {
				stored++
			}
		}
		return stored == n
	})
}

// shows waits until the newest message shows what is expected.
func (p phone) shows(expected string) {
	p.w.t.Helper()
	p.waits("for "+expected, func(chat []emulator.Message) bool {
		last := chat[len(chat)-1]
		return last.FromBot && strings.Contains(last.Text, expected)
	})
}

func TestPhotosAndDocumentsAreKeptWithTheirBytes(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.SendPhoto([]byte("\xff\xd8 jpeg"), "hội nghị 12 người")
	p.shows("Chú thích “hội nghị 12 người” được giữ cùng ảnh; số liệu đồng chí gõ riêng.")
	p.SendDocument("../../=1+1.pdf", []byte("%PDF"), "")
	p.shows("dòng này có 2 minh chứng")
	p.SendDocument("chạy.exe", []byte("MZ"), "")
	p.shows("dòng này có 3 minh chứng")
	p.SendDocument("bản khác của tên.pdf", []byte("%PDF"), "") // the same bytes
	p.shows("đã có ở dòng I.1 nên không giữ lần nữa; dòng này có 3 minh chứng")
	w.fetched(3)
	want := map[string]string{"mc-000001.jpg": "\xff\xd8 jpeg", "mc-000002.pdf": "%PDF", "mc-000003.bin": "MZ"}
	if diff := cmp.Diff(want, w.folder()); diff != "" {
		t.Error(diff)
	}
	p.says("minh chứng", "3. Tệp “chạy.exe”, 1 KB\n")
	p.presses("Gỡ 3", "Đã gỡ: Tệp “chạy.exe”.")
	p.SendPhoto([]byte("nhầm"), "") // onto the list, which shows it with its button at once
	p.shows("3. Ảnh, 1 KB\n14:05 28/5 · cadre a-luoi · đang tải về")
	p.presses("Gỡ 3", "Đã gỡ: Ảnh.")
	p.says("quay lại", "📎 2 minh chứng")
	if got := w.report("a-luoi"); len(got.Answers) != 0 || len(got.Evidence) != 2 {
		t.Errorf("stored: %+v", got)
	}
	if w.number(`select count(*) from evidence where removed_by = 1`) != 2 {
		t.Error("the removed files left no trace")
	}
	for _, secret := range []string{"=1+1", "chạy.exe", "hội nghị"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, w.log)
		}
	}
	office := w.joined(2, flows.Office, "")
	office.Say("/tonghop")
	office.waits("for the workbook", func(chat []emulator.Message) bool { return chat[len(chat)-1].File != nil })
	checkEvidenceSheet(t, office.Messages())
}

func checkEvidenceSheet(t *testing.T, chat []emulator.Message) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(chat[len(chat)-1].File.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Minh chứng")
	if err != nil {
		t.Fatal(err)
	}
	line := "Việc tổ chức các hội nghị, hoạt động quán triệt, hướng dẫn triển khai trong hệ thống Mặt trận các…"
	want := [][]string{
		{"Huyện A Lưới", "I.1", line, "hội nghị 12 người", "Ảnh", "", "1 KB", "cadre a-luoi", "14:05 28/05/2024", "mc-000001.jpg"},
		{"Huyện A Lưới", "I.1", line, "", "Tệp", "=1+1.pdf", "1 KB", "cadre a-luoi", "14:05 28/05/2024", "mc-000002.pdf"},
	}
	if diff := cmp.Diff(want, rows[4:]); diff != "" {
		t.Error(diff)
	}
}

// A file that Telegram does not give out is kept by its id and named as such.
func TestAFileTooLargeIsKeptAtTelegram(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.SendDocument("phim.zip", make([]byte, flows.MaxFile+1), "")
	p.shows("nặng quá 20 MB: văn phòng thấy tên nhưng không lưu được về máy")
	p.SendDocument("vừa.zip", make([]byte, flows.MaxFile), "")
	p.shows("dòng này có 2 minh chứng")
	w.fetched(1)
	got := w.report("a-luoi").Evidence
	if got[0].Problem != flows.TooLarge || got[0].FileID == "" || got[1].Stored != "mc-000002.zip" || len(w.folder()["mc-000002.zip"]) != flows.MaxFile {
		t.Errorf("kept: %+v", got)
	}
}

func TestACopyThatFailsIsMadeLater(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	for _, kind := range []emulator.FaultKind{emulator.TooManyRequests, emulator.BadGateway, emulator.DropBefore} {
		w.server.Fault(emulator.Fault{Method: "getFile", Kind: kind})
	}
	p.SendPhoto([]byte("jpeg"), "")
	p.shows("dòng này có 1 minh chứng")
	w.fetched(1)
	if left := w.server.FaultsLeft(); left != 0 || w.folder()["mc-000001.jpg"] != "jpeg" {
		t.Errorf("%d faults were not met; the folder holds %v", left, w.folder())
	}
}

// Between the commit and the copy the process may die: the next one goes on, also
// when a copy was half written or made but not marked.
func TestARestartGoesOnWithTheCopies(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	w.server.Fault(emulator.Fault{Method: "getFile", Kind: emulator.Hang})
	p.SendPhoto([]byte("jpeg"), "")
	p.shows("dòng này có 1 minh chứng")
	p.SendDocument("a.pdf", []byte("%PDF"), "")
	p.shows("dòng này có 2 minh chứng")
	eventually(t, "copying", func() bool { return w.server.FaultsLeft() == 0 })
	w.stop()
	if got := w.folder(); len(got) != 0 {
		t.Fatalf("copied already: %v", got)
	}
	if err := os.MkdirAll(storage.Folder(w.path), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"mc-000001.jpg.part": "half", "mc-000002.pdf": "%PD"} {
		if err := os.WriteFile(filepath.Join(storage.Folder(w.path), name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.store.Close()
	w.open()
	w.run()
	w.fetched(2)
	if diff := cmp.Diff(map[string]string{"mc-000001.jpg": "jpeg", "mc-000002.pdf": "%PDF"}, w.folder()); diff != "" {
		t.Error(diff)
	}
}

// A folder that cannot be written loses nothing: the file is put off.
func TestAFolderThatCannotBeWrittenPutsTheCopyOff(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	if err := os.WriteFile(storage.Folder(w.path), []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.SendPhoto([]byte("jpeg"), "")
	p.shows("dòng này có 1 minh chứng")
	eventually(t, "put off", func() bool {
		return w.number(`select count(*) from evidence where tries = 1 and problem = '' and stored = ''`) == 1
	})
	p.says("12", "12 cuộc")
}

func TestWhatComesAfterAFailedCopy(t *testing.T) {
	large := &telegram.Error{Class: telegram.TooLarge}
	wrong := &telegram.Error{Class: telegram.OurBug}
	for _, c := range []struct {
		what    string
		cause   error
		tries   int
		problem flows.Problem
		wait    time.Duration
	}{
		{"too large", large, 0, flows.TooLarge, 0},
		{"refused once", wrong, 0, flows.NoProblem, time.Minute},
		{"refused again and again", wrong, 4, flows.Gone, 0},
		{"an outage", context.DeadlineExceeded, 0, flows.NoProblem, time.Minute},
		{"a longer one", context.DeadlineExceeded, 3, flows.NoProblem, 8 * time.Minute},
		{"one of weeks", context.DeadlineExceeded, 1000, flows.NoProblem, time.Hour},
		{"a full disk", os.ErrPermission, 100, flows.NoProblem, time.Hour},
	} {
		if problem, wait := afterFailure(c.cause, c.tries); problem != c.problem || wait != c.wait {
			t.Errorf("%s: %q, %v, want %q, %v", c.what, problem, wait, c.problem, c.wait)
		}
	}
}

// An album does not flood the chat, and the newest screen counts all of it.
func TestAnAlbumIsCountedOnce(t *testing.T) {
	w := newWorld(t)
	p := w.phone(1, "cán bộ")
	p.Say("xin chào")
	batch := []telegram.Update{message(1, 1, "/start "+w.invite(flows.Cadre, "a-luoi"))}
	for i := range int64(10) {
		u := message(10+i, 1, "")
		u.Attachment, u.Album, u.File = "photo", "album", telegram.SentFile{ID: string(rune('a' + i)), UniqueID: string(rune('a' + i))}
		batch = append(batch, u)
	}
	if err := w.bot.receive(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if !w.bot.lanes.drain(patience) {
		t.Fatal("screens were not shown")
	}
	chat := p.Messages()
	if last := chat[len(chat)-1].Text; strings.Count(last, "Đã giữ làm minh chứng") != 1 || !strings.Contains(last, "có 10 minh chứng.") {
		t.Errorf("the newest screen is:\n%s", last)
	}
	if err := w.bot.receive(t.Context(), batch); err != nil { // delivered again
		t.Fatal(err)
	}
	if n := len(w.report("a-luoi").Evidence); n != 10 {
		t.Errorf("%d files are kept, want 10", n)
	}
	w.bot.lanes.drain(patience)
}

// Whatever else is sent gets a sentence of its kind and changes nothing.
func TestUnexpectedThingsChangeNothing(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "a-luoi")
	p.says("12", "12 cuộc")
	p.SendVoice([]byte("tiếng nói"), 2)
	p.shows("bot chưa nghe được lời nói nên chưa ghi gì")
	p.SendSticker("👍")
	p.shows("Hình này không phải câu trả lời nên chưa ghi gì.")
	photo := p.SendPhoto([]byte("jpeg"), "ảnh")
	p.shows("Đã giữ")
	if err := p.EditCaption(photo, "ảnh hội nghị"); err != nil {
		t.Fatal(err)
	}
	p.shows("thì chưa đổi gì")
	if r := w.report("a-luoi"); len(r.Answers) != 1 || len(r.Evidence) != 1 || r.Evidence[0].Caption != "ảnh" {
		t.Errorf("stored: %+v", r)
	}
	office := w.joined(2, flows.Office, "")
	office.SendDocument("mẫu.xlsx", []byte("PK"), "tiendo")
	office.shows("minh chứng do cán bộ đơn vị gửi vào từng dòng báo cáo")
	stranger := w.phone(3, "người lạ")
	stranger.SendPhoto([]byte("jpeg"), "/doi")
	stranger.shows("cần thư mời")
	if n := w.number(`select count(*) from evidence`); n != 1 {
		t.Errorf("%d files are kept, want 1", n)
	}
}

// Each kind group has a sentence of its own.
func TestEveryAttachmentIsAnswered(t *testing.T) {
	general := saidAttachment("other")
	own := map[string]bool{}
	for _, kind := range []string{"voice", "video", "sticker", "location", "contact", "photo"} {
		if said := saidAttachment(kind); said == general || own[said] {
			t.Errorf("%s has no sentence of its own: %s", kind, said)
		}
		own[saidAttachment(kind)] = true
	}
	for _, kind := range []string{"poll", "story", "checklist", "giveaway", ""} {
		if saidAttachment(kind) != general {
			t.Errorf("%s is answered by %q", kind, saidAttachment(kind))
		}
	}
}

// Evidence of a person with several reports goes to the one last worked on.
func TestEvidenceGoesToTheReportLastWorkedOn(t *testing.T) {
	w := newWorld(t).run()
	p := w.joined(1, flows.Cadre, "phu-loc")
	p.says("7", "7 cuộc")
	p.says("/start "+w.invite(flows.Cadre, "a-luoi"), "huyện A Lưới")
	p.SendPhoto([]byte("jpeg"), "đổi 2")
	p.shows("huyện A Lưới")
	w.fetched(1)
	if n := len(w.report("phu-loc").Evidence); n != 0 {
		t.Errorf("%d files went to the other report", n)
	}
}
