package talk_test

import (
	"fmt"
	"html"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
	"baocaobot/flows/figure"
	"baocaobot/flows/outline"
	"baocaobot/flows/talk"
	"baocaobot/flows/transcript"
)

const (
	maxCardText = 1200 // characters: what a phone shows without much scrolling
	maxText     = 4096 // characters a message may have
	maxData     = 57   // bytes: a button may carry 64, and the bot adds 7 to tell reports apart
)

// answered is a form in which every question holds a long value of its kind.
func answered(form talk.Form, state flows.State) talk.Form {
	form.Report.Answers = map[flows.QuestionID]flows.Answer{}
	for _, q := range form.Plan.Questions {
		if q.Computed() {
			continue
		}
		v := flows.Value{State: state}
		if state == flows.Given {
			long := strings.Repeat("Mô hình “dân vận khéo” <5> & ", 30)
			v = flows.Value{State: state, Number: 123_456_789, Hedge: "không dưới", Text: long, Names: []string{long, long}}
		}
		form.Report.Answers[q.ID] = flows.Answer{Question: q.ID, Value: v}
	}
	return form
}

func TestEveryScreenFitsAPhone(t *testing.T) {
	for _, o := range append(outline.Shipped(), outlineOf(t, "choices")) {
		for _, kind := range []string{"huyện", "xã", "tỉnh"} {
			empty := newDesk(kind).form
			empty.Plan = talk.NewPlan(o, kind)
			sent := answered(empty, flows.Given)
			sent.Report.SentAt = sent.Now
			waiting := answered(empty, flows.Given)
			waiting.Round.Leader, waiting.Lead, waiting.Report.Submitted = true, true, flows.Moment{At: empty.Now, By: 2}
			shared := answered(empty, flows.Given)
			shared.Tasks = map[string]flows.PersonID{}
			for id, a := range shared.Report.Answers {
				a.By = 2
				shared.Report.Answers[id] = a
			}
			for _, q := range shared.Plan.Questions {
				shared.Tasks[q.Item.Card.Section.ID] = 2
			}
			again := empty
			again.Previous = answered(empty, flows.Given).Report.Answers
			forms := map[string]talk.Form{"empty": empty, "given": answered(empty, flows.Given), "none": answered(empty, flows.None),
				"unknown": answered(empty, flows.Unknown), "sent": sent, "waiting": waiting, "shared": shared, "open with a round before": again,
				"full of files": manyFiles(answered(empty, flows.Given)), "sent with files": manyFiles(sent)}
			for state, form := range forms {
				checkLists(t, fmt.Sprintf("%s, %s, %s", o.ID, kind, state), form)
				for _, q := range form.Plan.Questions {
					if !q.Computed() {
						checkScreens(t, fmt.Sprintf("%s, %s, %s, %s", o.ID, kind, state, q.ID), form, q)
					}
				}
			}
		}
	}
}

func checkScreens(t *testing.T, where string, form talk.Form, q outline.Question) {
	t.Helper()
	choice := &talk.Choice{Raw: strings.Repeat("1,250 ", 20), Turn: 1_000_000,
		Readings: []talk.Reading{{{Question: q.ID, Value: figure.Value{State: flows.Given, N: figure.MaxMoney}}}, {{Question: q.ID, Value: figure.Value{State: flows.Given, N: 1}}}}}
	places := []talk.Place{{At: q.ID}, {At: q.ID, Choice: choice}, {At: q.ID, GoesOn: q.ID, Last: "quan_triet.hoi_nghi@huyen"}, {At: q.ID, View: talk.OnGuide}, {At: q.ID, View: talk.OnEvidence}}
	if q.Kind == outline.Count || q.Kind == outline.Money {
		places = append(places, proposed(q, 1), proposed(q, 2))
	}
	checkPlaces(t, where, form, places)
}

// checkLists checks the screens that do not depend on a question.
func checkLists(t *testing.T, where string, form talk.Form) {
	t.Helper()
	places := []talk.Place{{View: talk.OnMenu}, {View: talk.OnConfirm}, {View: talk.OnReturn}, {View: talk.OnReopen}, {View: talk.OnAsk}, {View: talk.OnHelp}}
	for n := range len(form.Plan.Outline.Cards()) / 2 { // more than there are sections or pages
		places = append(places, talk.Place{View: talk.OnSection, Section: n}, talk.Place{View: talk.OnTeam, Section: n})
		if n < 12 {
			places = append(places, talk.Place{View: talk.OnReview, Page: n}, talk.Place{View: talk.OnFull, Page: n}, talk.Place{View: talk.OnMissing, Page: n})
		}
	}
	checkPlaces(t, where, form, places)
}

func checkPlaces(t *testing.T, where string, form talk.Form, places []talk.Place) {
	t.Helper()
	for _, place := range places {
		screen := talk.Show(form, place)
		text := html.UnescapeString(transcript.Text(screen))
		limit := maxText
		if place.View == talk.OnCard {
			limit = maxCardText
			if len(screen.Buttons) > 3 {
				t.Errorf("%s: a card with %d rows of buttons", where, len(screen.Buttons))
			}
		}
		if n := utf8.RuneCountInString(text); n > limit || n == 0 {
			t.Errorf("%s: %q has %d characters, limit %d:\n%s", where, place.View, n, limit, text)
		}
		checkMarkup(t, where, screen)
	}
}

var anyTag = regexp.MustCompile(`</?[a-z]+>`)

// checkMarkup checks what Telegram refuses: open tags, bare signs, button data
// over 64 bytes; and that the way on is always there.
func checkMarkup(t *testing.T, where string, s flows.Screen) {
	t.Helper()
	var open []string
	for _, found := range anyTag.FindAllString(s.Text, -1) {
		name := strings.Trim(found, "</>")
		switch {
		case !strings.HasPrefix(found, "</"):
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			t.Fatalf("%s: %s closes nothing in:\n%s", where, found, s.Text)
		default:
			open = open[:len(open)-1]
		}
	}
	if rest := transcript.Text(s); len(open) > 0 || strings.ContainsAny(rest, "<>") {
		t.Fatalf("%s: open or bare markup in:\n%s", where, s.Text)
	}
	if !norm.NFC.IsNormalString(s.Text) {
		t.Errorf("%s: not NFC:\n%s", where, s.Text)
	}
	buttons := 0
	for _, row := range s.Buttons {
		for _, b := range row {
			buttons++
			if b.Label == "" || b.Data == "" || len(b.Data) > maxData {
				t.Errorf("%s: button %q with data %q of %d bytes", where, b.Label, b.Data, len(b.Data))
			}
		}
	}
	if buttons == 0 || buttons > 100 {
		t.Errorf("%s: %d buttons", where, buttons)
	}
}

var example = regexp.MustCompile(`ví dụ: <code>([^<]*)</code>`)

// What a card gives as an example can be typed as it stands.
func TestEveryExampleIsAccepted(t *testing.T) {
	for _, o := range outline.Shipped() {
		for _, kind := range []string{"huyện", "xã"} {
			form := newDesk(kind).form
			form.Plan = talk.NewPlan(o, kind)
			for _, q := range form.Plan.Questions {
				if q.Kind != outline.Count && q.Kind != outline.Money {
					continue
				}
				place := talk.Place{At: q.ID}
				found := example.FindStringSubmatch(talk.Show(form, place).Text)
				if found == nil {
					t.Errorf("%s: the card of %s gives no example", o.ID, q.ID)
					continue
				}
				done := talk.Step(form, place, talk.Input{Text: found[1]})
				checkLength(t, done)
				if want := len(strings.Fields(found[1])); len(done.Answers) != want {
					t.Errorf("%s, %s: the example %q of %s gives %d answers: %s", o.ID, kind, found[1], q.ID, len(done.Answers), done.Place.Note)
				}
			}
		}
	}
}

// FuzzStep talks nonsense to the bot, one message a line; a line in braces is a
// pressed button, one behind a tilde an edited message, one behind a caret replies
// to the card it names, one behind @ is a file with its name, and behind ~@ its
// edited caption. What no answer names stays as it was, and typing “tiếp”
// leads on from wherever the nonsense ended.
func FuzzStep(f *testing.F) {
	f.Add("12\n8 450\n{none|thanh_vien.hien_co@xa}\nquay lại\n1,250")
	f.Add("menu\n3\n{open|hoa_giai.vu_viec}\n45/51\ngửi\nđồng ý\nsửa báo cáo\n{pick|4|0}")
	f.Add("12,5\n~12\n{open|cuu_tro.co}\nkhông\n~có\n13 gà\n~14 gà\nđúng\nlý do: x")
	f.Add("Đã làm tốt\n12\nxong\nquay lại\nviết tiếp\nThêm một đoạn\n~Sửa đoạn\nsửa\n^cuu_tro.co có\n^hoa_giai.vu_viec 7")
	f.Add("giao\n2\ngiao cho cán bộ\n{assign|1|2}\n{assign|9|x}\n{team|99}\ngửi\nđồng ý\nsửa báo cáo\nvì nhầm\ntrả lại\nduyệt")
	f.Add("@a.pdf\n@a.pdf\n~@b\nminh chứng\ngỡ 1\n@../x\n{remove|2}\n@\xff\x00\ngửi\nđồng ý\n@c\n{remove|1}\nsửa báo cáo\n{evidence}\n{remove|3}")
	f.Add("1,250\n@a\na\n{remove|-1}\n{remove|99999999999999999999}\nmenu\n@b")
	f.Add("{section|-5}\n{missing|99999999999999999999}\n{pick|||}\n\x00\xff\n<b>\n/start")
	f.Add("{open|phap_luat.buoi}\n" + paragraph + "\nđúng\n~x\n1,250\nkhông\nb\nlý do: x\n{pass|5}\n{halt|9}\n" + paragraph + "\n12\nmenu\n{pick|13|0}")
	f.Add("!leader\n12\ngửi\nđồng ý\n!me 3\nduyệt\n!me 1\nsửa báo cáo\nđồng ý\n13\n!me 3\n{send}\n!me 2\n!colleague quan_triet.hoi_nghi@xa 9\n45\nlý do: x")
	f.Add("!choices\n!before nha.tinh_trang “Đang xây”\nkhá\n~tốt\nsửa\n{opt|xep_loai|tgq8}\nkhông\n9\n{open|nha.tinh_trang}\nnhư kỳ trước\n!colleague linh_vuc “Cũ”\n{open|linh_vuc}\n6\n6\n^xep_loai trung\ngiao cho xã\nchưa có")
	f.Add("!request\n!before quan_triet.hoi_nghi@huyen 2\n!before thanh_vien.hien_co@xa 15\n41\nđúng\n{open|thanh_vien.hien_co@xa}\nnhư kỳ trước\nlý do: y\ngửi\nđồng ý\nsửa báo cáo\nvì nhầm")
	f.Add("12\n45\ngửi\nđồng ý\n!office revises quan_triet.hoi_nghi@xa cuu_tro.co: sai\nlàm tiếp\ngiữ nguyên\n{stand|cuu_tro.co}\ncó\n7\ngửi\nđồng ý\n!office approves\n9\nsửa báo cáo\nvì nhầm\n!office excuses x\n8\n@a")
	f.Fuzz(func(t *testing.T, script string) {
		d := newDesk("huyện")
		for i, line := range strings.Split(script, "\n") {
			if i > 40 {
				return
			}
			if d.arranged(line) {
				continue
			}
			in := talk.Input{Text: line, Message: i}
			if words, edited := strings.CutPrefix(line, "~"); edited {
				in = talk.Input{Text: words, Message: i - 1, Edited: true, Corrects: []flows.Answer{d.answerOf(string(d.place.At)), d.answerOf("cuu_tro.co")}}
			}
			if data, pressed := strings.CutPrefix(line, "{"); pressed {
				in = talk.Input{Press: strings.TrimSuffix(data, "}")}
			}
			if card, replies := strings.CutPrefix(line, "^"); replies {
				id, words, _ := strings.Cut(card, " ")
				in = talk.Input{Text: words, Message: i, Card: flows.QuestionID(id)}
			}
			if words, sent := strings.CutPrefix(in.Text, "@"); sent {
				in = talk.Input{File: &flows.Evidence{Kind: flows.Document, FileID: words, Name: words, Caption: words, Size: int64(i) << 22}, Edited: in.Edited}
			}
			before := d.form.Report
			kept := maps.Clone(before.Answers)
			done := talk.Step(d.form, d.place, in)
			if !maps.EqualFunc(kept, d.form.Report.Answers, func(a, b flows.Answer) bool { return a.Equal(b.Value) && a.Seq == b.Seq }) {
				t.Fatalf("a step changed the report it was given")
			}
			checkFiles(t, d.form, in, done)
			for _, a := range done.Answers {
				if _, asked := d.form.Plan.Question(a.Question); !asked || a.State == "" || before.Locked() {
					t.Fatalf("answer to %q, state %q, sent %v", a.Question, a.State, before.Locked())
				}
			}
			checkNamed(t, d, in, done)
			checkLength(t, done)
			checkMarkup(t, fmt.Sprintf("after %q", line), done.Screen())
			d.take(t, in)
		}
		on := talk.Step(d.form, d.place, talk.Input{Text: "làm tiếp"})
		if on.Place.View != talk.OnCard && on.Place.View != talk.OnReview || len(on.Answers) > 0 {
			t.Fatalf("“làm tiếp” leads to %q", on.Place.View)
		}
	})
}

// arranged changes who speaks, the round, or what was answered elsewhere, by a line
// behind an exclamation mark.
func (d *desk) arranged(line string) bool {
	what, order := strings.CutPrefix(line, "!")
	words := strings.Fields(what)
	switch {
	case !order || len(words) == 0:
		return order
	case words[0] == "choices" && d.place.Turns == 0:
		d.form.Plan = choices()
	case words[0] == "leader":
		d.form.Round.Leader = true
	case words[0] == "office" && d.form.Report.Sent():
		d.decided(strings.TrimPrefix(what, "office "))
	case words[0] == "request":
		d.form.Round.Amend = flows.OnRequest
	case words[0] == "me" && len(words) == 2 && strings.Contains("123", words[1][:1]):
		d.places[d.form.Me] = d.place
		d.form.Me = flows.PersonID(words[1][0] - '0')
		d.form.Lead, d.place = d.form.Me == 3, d.places[d.form.Me]
	case len(words) >= 3 && !d.form.Report.Locked():
		id, v := valueOf(strings.Join(words[1:], " "))
		if q, asked := d.form.Plan.Question(id); !asked || v.Names != nil || (q.Kind == outline.Choice) != (v.Text != "") {
			return true
		}
		if words[0] == "colleague" {
			d.store(flows.Answer{Question: id, Value: v, By: 2})
		}
		if words[0] == "before" {
			if d.form.Previous == nil {
				d.form.Previous = map[flows.QuestionID]flows.Answer{}
			}
			d.form.Previous[id] = flows.Answer{Question: id, Value: v}
		}
	}
	return true
}

// checkNamed wants every answer to be one to the card on the screen, to the card that
// is replied to, to what an edited message answered, to a reading or a figure that was
// asked about, or one that follows from such an answer by a gate.
func checkNamed(t *testing.T, d *desk, in talk.Input, done talk.Turn) {
	t.Helper()
	cards := map[*outline.Card]bool{}
	name := func(ids ...flows.QuestionID) {
		for _, id := range ids {
			if q, asked := d.form.Plan.Question(id); asked {
				cards[q.Item.Card] = true
			}
		}
	}
	at := d.place.At
	if at == "" { // the first open question
		at = talk.Step(d.form, d.place, talk.Input{}).Place.At
	}
	name(at, in.Card, d.place.Doubt)
	for _, a := range in.Corrects {
		name(a.Question)
	}
	for _, remembered := range []*talk.Refused{d.place.Refused, d.place.Reason} {
		if remembered != nil {
			name(remembered.Question)
		}
	}
	if d.place.Choice != nil {
		for _, r := range d.place.Choice.Readings {
			for _, f := range r {
				name(f.Question)
			}
		}
	}
	for _, a := range done.Answers {
		q, _ := d.form.Plan.Question(a.Question)
		gate, follows := d.form.Plan.Question(flows.QuestionID(q.Item.OnlyIf))
		if !cards[q.Item.Card] && !(follows && slices.ContainsFunc(done.Answers, func(g flows.Answer) bool { return g.Question == gate.ID })) {
			t.Fatalf("%q at %s answers %s, which is neither on the screen nor named", in.Text+in.Press, at, a.Question)
		}
	}
}

// checkLength holds what a turn says to what a phone shows, its note included.
func checkLength(t *testing.T, done talk.Turn) {
	t.Helper()
	limit := maxText
	if done.Place.View == talk.OnCard {
		limit = maxCardText
	}
	if n := utf8.RuneCountInString(html.UnescapeString(transcript.Text(done.Screen()))); n > limit {
		t.Fatalf("a text of %d characters:\n%s", n, done.Screen().Text)
	}
}

// The hot path without its commit: read one figure, keep it, show the next card.
func BenchmarkStep(b *testing.B) {
	d := newDesk("huyện")
	form := answered(d.form, flows.Given)
	for i, q := range form.Plan.Questions {
		if i > len(form.Plan.Questions)/2 {
			delete(form.Report.Answers, q.ID)
		}
	}
	delete(form.Report.Answers, "giam_sat.so_cuoc@huyen")
	b.ReportAllocs()
	for b.Loop() {
		talk.Step(form, talk.Place{At: "giam_sat.so_cuoc@huyen"}, talk.Input{Text: "12"}).Screen()
	}
}

// All figures of a card can be given in one message, and figures be asked before texts:
// a whole report takes at most half as many messages as it has figures, going on from
// screen to screen as a cadre does.
func TestAWholeReportInFewMessages(t *testing.T) {
	for _, o := range outline.Shipped() {
		d := newDesk("huyện")
		d.form.Plan = talk.NewPlan(o, "huyện")
		figures := 0
		for _, q := range d.form.Plan.Questions {
			if q.Kind == outline.Count || q.Kind == outline.Money {
				figures++
			}
		}
		d.take(t, talk.Input{Text: "số liệu"})
		messages := 1
		for ; messages < figures; messages++ {
			at, _ := d.form.Plan.Question(d.place.At)
			if at.Kind == outline.Text || at.Kind == outline.Names {
				break
			}
			text := "có"
			if at.Kind != outline.YesNo {
				text = example.FindStringSubmatch(talk.Show(d.form, d.place).Text)[1]
			}
			d.take(t, talk.Input{Text: text, Message: messages})
			if _, answered := d.form.Report.Answers[at.ID]; !answered {
				t.Fatalf("%s: %q did not answer %s:\n%s", o.ID, text, at.ID, transcript.Plain(d.screen))
			}
		}
		given := 0
		for _, q := range d.form.Plan.Questions {
			if _, answered := d.form.Report.Answers[q.ID]; answered && (q.Kind == outline.Count || q.Kind == outline.Money) {
				given++
			}
		}
		t.Logf("%s: %d of %d figures in %d messages", o.ID, given, figures, messages)
		if given != figures || messages*2 > figures {
			t.Errorf("%s: %d of %d figures took %d messages", o.ID, given, figures, messages)
		}
	}
}
