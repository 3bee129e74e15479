package bot

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/desk"
	"baocaobot/storage"
)

// What the office is told without asking: what came in, and the digest of the morning.

// maxLines is how many lines of one list a message has: two long ones fit.
const maxLines = 15

// saidArrival is one line.
func saidArrival(a storage.Arrival) string {
	at := a.At.In(flows.Zone).Format("15:04 2/1")
	name := esc(cut(a.Unit.Name, 60))
	switch {
	case a.Kind == storage.Joined:
		return fmt.Sprintf("%s: %d người mới dùng bot", name, a.Number)
	case a.Kind == storage.Asked:
		return fmt.Sprintf("%s xin sửa báo cáo đã gửi, lúc %s (gõ /denghi)", name, at)
	case a.After == storage.Revise:
		return fmt.Sprintf("%s gửi lại sau chỉnh lý lúc %s (biên nhận số %d)", name, at, a.Number)
	case a.After != "":
		return fmt.Sprintf("%s gửi lại lúc %s (biên nhận số %d)", name, at, a.Number)
	default:
		return fmt.Sprintf("%s đã gửi lúc %s (biên nhận số %d)", name, at, a.Number)
	}
}

func screenArrivals(r flows.Round, lines []string, sent, expected int) flows.Screen {
	s := plain("📨 " + lines[0])
	if len(lines) > 1 {
		s.Text = fmt.Sprintf("📨 <b>%d lượt gửi báo cáo</b>\n%s", len(lines), listed(lines))
	}
	s.Text += fmt.Sprintf("\n%s: %d/%d đơn vị đã gửi.", esc(cut(r.Name, 100)), sent, expected)
	return s
}

func listed(lines []string) string {
	text := "• " + strings.Join(lines[:min(maxLines, len(lines))], "\n• ")
	if more := len(lines) - maxLines; more > 0 {
		text += fmt.Sprintf("\n… và %d nữa", more)
	}
	return text
}

func screenDigestSwitch(on bool, next time.Time) flows.Screen {
	if on {
		return flows.Screen{
			Text: fmt.Sprintf("🗞 Bản tin sáng đang <b>bật</b>. Bản tin tới: 7:00 %s. Hôm nào không có gì mới thì bot không gửi, trừ ba ngày trước hạn.\nĐể tắt, bấm nút hoặc gõ “bản tin tắt”.",
				next.In(flows.Zone).Format("2/1/2006")),
			Buttons: [][]flows.Button{{{Label: "Tắt bản tin", Data: commandDigest + "|off"}}},
		}
	}
	return flows.Screen{
		Text:    "🗞 Bản tin sáng đang <b>tắt</b>. Khi bật, 7:00 mỗi ngày làm việc đồng chí nhận tin: đơn vị nào vừa gửi, gửi lại, xin sửa, có người mới, và còn thiếu đơn vị nào.\nĐể bật, bấm nút hoặc gõ “bản tin bật”.",
		Buttons: [][]flows.Button{{{Label: "Bật bản tin", Data: commandDigest + "|on"}}},
	}
}

const wordNoDigest = "Gõ “bản tin tắt” để thôi nhận."

// screenDigest tells of one open round at length, and of several shortly.
func screenDigest(n news) flows.Screen {
	if len(n.rounds) != 1 {
		return screenDigests(n)
	}
	r := n.rounds[0]
	s := flows.Screen{Buttons: roundButtons(r.in.Round.ID)}
	s.Text = fmt.Sprintf("🗞 <b>Bản tin sáng %s – %s</b>\n\n<b>Từ %s:</b>", n.now.In(flows.Zone).Format("2/1/2006"), esc(cut(r.in.Round.Name, 100)),
		n.since.In(flows.Zone).Format("15:04 2/1"))
	if len(r.came) == 0 {
		s.Text += " không có gì mới."
	} else {
		s.Text += "\n" + listed(r.cameLines())
	}
	s.Text += fmt.Sprintf("\n\n<b>Chưa gửi: %d/%d đơn vị</b> (hạn gửi %s)", len(r.missing), r.expected(), esc(r.in.Round.DeadlineWords()))
	if len(r.missing) > 0 {
		s.Text += "\n" + listed(r.missingLines())
	}
	s.Text += "\n\n" + wordNoDigest
	return s
}

func (n roundNews) expected() int {
	_, expected := arrived(n.in.Units, n.in.Reports)
	return expected
}

func (n roundNews) cameLines() (lines []string) {
	for _, a := range n.came {
		lines = append(lines, saidArrival(a))
	}
	return lines
}

func (n roundNews) missingLines() (lines []string) {
	for _, p := range n.missing {
		lines = append(lines, fmt.Sprintf("%s – %d/%d mục", esc(cut(p.Unit.Name, 60)), p.Answered, p.Asked))
	}
	return lines
}

// The limits of a digest of several rounds.
const (
	mostNews     = 6 // lines of what came in, and units that are missing, of one round
	mostOfRounds = 8 // rounds that have a button
)

// screenDigests has a paragraph for each round, as long as they fit.
func screenDigests(n news) flows.Screen {
	head := fmt.Sprintf("🗞 <b>Bản tin sáng %s – %d đợt đang mở</b>\nTừ %s:", n.now.In(flows.Zone).Format("2/1/2006"), len(n.rounds), n.since.In(flows.Zone).Format("15:04 2/1"))
	text := head
	for most := mostNews; most >= 0; most-- {
		if text = head + paragraphs(n.rounds, most); utf8.RuneCountInString(text) < maxMessage-100 {
			break
		}
	}
	s := plain(text)
	for i, r := range n.rounds {
		if i < mostOfRounds {
			s.Buttons = append(s.Buttons, []flows.Button{desk.ToRound("📁 "+cut(r.in.Round.Name, 40), r.in.Round.ID)})
		}
	}
	for i := len(n.rounds) - 1; utf8.RuneCountInString(s.Text) >= maxMessage-100 && i > 0; i-- {
		s.Text = head + paragraphs(n.rounds[:i], 0) + fmt.Sprintf("\n\n… và %d đợt nữa (gõ /doi).", len(n.rounds)-i)
	}
	s.Text += "\n\n" + wordNoDigest
	return s
}

func paragraphs(rounds []roundNews, most int) (text string) {
	for _, r := range rounds {
		text += "\n\n" + r.paragraph(most)
	}
	return text
}

// paragraph tells of one round, with so many lines of each list.
func (n roundNews) paragraph(most int) string {
	text := fmt.Sprintf("📁 <b>%s</b> (hạn gửi %s)\n", esc(cut(n.in.Round.Name, 60)), esc(n.in.Round.DeadlineWords()))
	for _, a := range n.came[:min(most, len(n.came))] {
		text += "• " + saidArrival(a) + "\n"
	}
	switch more := len(n.came) - most; {
	case len(n.came) == 0:
		text += "Không có gì mới.\n"
	case more > 0 && most == 0:
		text += fmt.Sprintf("%d tin mới.\n", more)
	case more > 0:
		text += fmt.Sprintf("… và %d tin nữa\n", more)
	}
	text += fmt.Sprintf("Chưa gửi: %d/%d đơn vị", len(n.missing), n.expected())
	var names []string
	for _, p := range n.missing[:min(most, len(n.missing))] {
		names = append(names, esc(cut(p.Unit.Name, 40)))
	}
	if len(names) == 0 {
		return text + "."
	}
	text += ": " + strings.Join(names, ", ")
	if more := len(n.missing) - len(names); more > 0 {
		text += fmt.Sprintf(" và %d đơn vị nữa", more)
	}
	return text + "."
}
