package bot

import (
	"fmt"
	"strings"
	"time"

	"baocaobot/flows"
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

func screenDigest(n news) flows.Screen {
	s := flows.Screen{Buttons: officeButtons}
	s.Text = fmt.Sprintf("🗞 <b>Bản tin sáng %s – %s</b>\n\n<b>Từ %s:</b>", n.in.Now.In(flows.Zone).Format("2/1/2006"), esc(cut(n.in.Round.Name, 100)),
		n.since.In(flows.Zone).Format("15:04 2/1"))
	if len(n.came) == 0 {
		s.Text += " không có gì mới."
	} else {
		var lines []string
		for _, a := range n.came {
			lines = append(lines, saidArrival(a))
		}
		s.Text += "\n" + listed(lines)
	}
	if !n.in.Round.Closed.IsZero() {
		s.Text += "\n\n🔒 Đợt báo cáo đã chốt.\n\nGõ “bản tin tắt” để thôi nhận."
		return s
	}
	_, expected := arrived(n.in.Units, n.in.Reports)
	s.Text += fmt.Sprintf("\n\n<b>Chưa gửi: %d/%d đơn vị</b> (hạn gửi %s)", len(n.missing), expected, esc(n.in.Round.DeadlineWords()))
	if len(n.missing) > 0 {
		var lines []string
		for _, p := range n.missing {
			lines = append(lines, fmt.Sprintf("%s – %d/%d mục", esc(cut(p.Unit.Name, 60)), p.Answered, p.Asked))
		}
		s.Text += "\n" + listed(lines)
	}
	s.Text += "\n\nGõ “bản tin tắt” để thôi nhận."
	return s
}
