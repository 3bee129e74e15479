package talk_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"baocaobot/flows"
	"baocaobot/flows/talk"
	"baocaobot/flows/transcript"
)

// keepFiles does with the files of a turn what a store would.
func (d *desk) keepFiles(done talk.Turn) {
	kept := slices.DeleteFunc(slices.Clone(d.form.Report.Evidence), func(e flows.Evidence) bool { return slices.Contains(done.Removed, e.ID) })
	for _, e := range done.Evidence {
		d.files++
		e.ID, e.Sender = d.files, "cán bộ thứ nhất"
		kept = append(kept, e)
	}
	d.form.Report.Evidence = kept
}

var document = regexp.MustCompile(`^\(tệp (.+) (\d+) (KB|MB)\) ?`)

// sentFile reads a line of the transcript that sends a file.
func (d *desk) sentFile(t *testing.T, text string) (talk.Input, bool) {
	t.Helper()
	found := document.FindStringSubmatch(text)
	var in talk.Input
	switch {
	case found != nil:
		n, err := strconv.ParseInt(found[2], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		size := n << map[string]int{"KB": 10, "MB": 20}[found[3]]
		d.file = flows.Evidence{Kind: flows.Document, FileID: text, UniqueID: found[0], Name: found[1], Size: size, Caption: text[len(found[0]):]}
	case strings.HasPrefix(text, "(ảnh lần nữa)"):
		d.file.FileID, d.file.Caption = "again", strings.TrimSpace(strings.TrimPrefix(text, "(ảnh lần nữa)"))
	case strings.HasPrefix(text, "(ảnh)"):
		d.typed++
		id := fmt.Sprint(d.typed)
		d.file = flows.Evidence{Kind: flows.Photo, FileID: id, UniqueID: id, Size: 80 << 10, Caption: strings.TrimPrefix(text, "(ảnh)")}
	case strings.HasPrefix(text, "(sửa chú thích)"):
		in.Edited = true
		d.file.Caption = strings.TrimPrefix(text, "(sửa chú thích)")
	default:
		return in, false
	}
	file := d.file
	in.File = &file
	return in, true
}

// The twentieth file is kept, the next one is not; one must go first.
func TestACardTakesTwentyFiles(t *testing.T) {
	d := newDesk("huyện")
	for n := range flows.MaxEvidence + 1 {
		in, _ := d.sentFile(t, fmt.Sprintf("(tệp %d.pdf 1 KB)", n))
		d.take(t, in)
	}
	if n := len(d.form.Report.Evidence); n != flows.MaxEvidence || !strings.Contains(d.screen.Text, "đã đủ 20 minh chứng") {
		t.Errorf("%d files are kept:\n%s", n, transcript.Plain(d.screen))
	}
	d.take(t, talk.Input{Text: "minh chứng"})
	d.take(t, talk.Input{Text: "gỡ 20"})
	in, _ := d.sentFile(t, "(ảnh)")
	d.take(t, in)
	if n := len(d.form.Report.Evidence); n != flows.MaxEvidence || d.form.Report.Evidence[n-1].Kind != flows.Photo {
		t.Errorf("after one went another is not taken:\n%s", transcript.Plain(d.screen))
	}
}

// manyFiles gives every card of a form as many files with as many words as there can be.
func manyFiles(form talk.Form) talk.Form {
	long := strings.Repeat("Biên bản <họp> & “ký” ", 8)
	for _, card := range form.Plan.Outline.Cards() {
		for n := range flows.MaxEvidence {
			form.Report.Evidence = append(form.Report.Evidence, flows.Evidence{ID: int64(1_000_000_000 + n), Card: card.ID, Kind: flows.Document,
				Name: flows.FileName(long + ".pdf"), Caption: long, Sender: long, Size: 999 << 20, Problem: flows.Gone, At: form.Now})
		}
	}
	return form
}

// checkFiles holds what a turn may do with files: one at most, to a card that is
// asked, only while the report is being filled in, and never together with answers.
func checkFiles(t *testing.T, form talk.Form, in talk.Input, done talk.Turn) {
	t.Helper()
	changed := len(done.Evidence) + len(done.Removed)
	if changed > 1 || changed == 1 && (form.Report.Sent() || len(done.Answers) > 0 || done.Event != talk.Nothing) {
		t.Fatalf("%d files changed, sent %v, %d answers, event %q", changed, form.Report.Sent(), len(done.Answers), done.Event)
	}
	if in.File != nil && (len(done.Answers) > 0 || done.Event != talk.Nothing || len(done.Removed) > 0) {
		t.Fatal("a file did something else than being kept")
	}
	for _, e := range done.Evidence {
		if len(form.Report.EvidenceOf(e.Card)) >= flows.MaxEvidence || slices.ContainsFunc(form.Report.EvidenceOf(e.Card), e.Same) || in.Edited {
			t.Fatalf("kept %+v", e)
		}
	}
	for _, id := range done.Removed {
		if !slices.ContainsFunc(form.Report.Evidence, func(e flows.Evidence) bool { return e.ID == id }) {
			t.Fatalf("removed %d, which is not there", id)
		}
	}
}
