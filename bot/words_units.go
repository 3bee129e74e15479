package bot

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"baocaobot/flows"
	"baocaobot/flows/unitlist"
	"baocaobot/storage"
)

// What an admin is told about a unit list.

const wordSendUnits = "📎 Gửi tệp danh sách đơn vị (.xlsx hoặc .csv) vào đây để thêm, đổi tên, sáp nhập đơn vị; bot cho xem trước rồi mới đổi"

const wordNothingChanged = "✋ Chưa đổi gì: "

var (
	errUnitListGone  = errors.New("tệp này không lấy được từ Telegram nữa, đồng chí gửi lại tệp")
	errUnitListFault = errors.New("chương trình có lỗi khi đọc tệp này; đồng chí chép danh sách sang một tệp .xlsx mới rồi gửi lại")
)

func screenReadingUnitList() flows.Screen { return plain("Đang đọc danh sách đơn vị…") }

// screenUnitListEnded answers a button that was pressed a second time or too late.
func screenUnitListEnded(o storage.ListOutcome) flows.Screen {
	if o == storage.Applied {
		return plain("✅ Danh sách này đã áp dụng rồi. Cần đổi nữa thì đồng chí gửi lại tệp.")
	}
	return plain(wordNothingChanged + "không có danh sách nào đang chờ ở đây (đã bỏ, đang đọc, hoặc có tệp mới hơn). Cần đổi nữa thì đồng chí gửi lại tệp.")
}

func screenUnitListDropped() flows.Screen {
	return plain("Đã bỏ danh sách vừa gửi; các đơn vị giữ nguyên như trước.")
}

func screenUnitsChanged() flows.Screen {
	return plain(wordNothingChanged + "các đơn vị hoặc đợt báo cáo vừa được đổi ở nơi khác. Bot gửi lại bản xem trước, đồng chí xem rồi bấm lại.")
}

// screenBadUnitList says what is wrong in a file. Mistakes that do not fit into one
// message are counted.
func screenBadUnitList(wrong error) flows.Screen {
	var mistakes unitlist.Mistakes
	if !errors.As(wrong, &mistakes) {
		return plain(wordNothingChanged + esc(wrong.Error()) + ".")
	}
	text := ""
	for shown := min(len(mistakes), unitlist.MostMistakes); shown > 0; shown-- {
		text = fmt.Sprintf("%sdanh sách có %d chỗ cần sửa. Đồng chí sửa rồi gửi lại tệp.\n", wordNothingChanged, len(mistakes))
		for _, m := range mistakes[:shown] {
			text += "\n• " + esc(m.String())
		}
		if more := len(mistakes) - shown; more > 0 {
			text += fmt.Sprintf("\n… và %d chỗ nữa.", more)
		}
		if utf8.RuneCountInString(text) <= maxMessage {
			break
		}
	}
	return plain(text)
}

func screenUnitListRefused(p unitlist.Preview) flows.Screen {
	text := wordNothingChanged + "đơn vị đã có trong đợt báo cáo thì không đổi loại được, vì số liệu đã nhập theo loại cũ. Đồng chí đặt mã mới cho đơn vị mới và ghi mã cũ ở cột “đơn vị cũ”.\n"
	for _, b := range p.Breaches[:min(len(p.Breaches), unitlist.MostMistakes)] {
		text += fmt.Sprintf("\n• %s (%s): %s → %s", esc(cut(b.Name, maxUnitName)), b.Unit, esc(cut(b.Before, maxUnitName)), esc(cut(b.After, maxUnitName)))
	}
	if more := len(p.Breaches) - unitlist.MostMistakes; more > 0 {
		text += fmt.Sprintf("\n… và %d đơn vị nữa.", more)
	}
	return plain(text)
}

func screenUnitsTheSame(p unitlist.Preview) flows.Screen {
	text := "Không có gì thay đổi: các đơn vị trong tệp đã đúng như trong bot."
	if len(p.Absent) > 0 {
		text += "\n" + absentUnits(p)
	}
	return plain(text)
}

// unitWords name what happens to units, for the preview and for the count at the end.
var unitWords = map[unitlist.What]string{
	unitlist.Added:     "➕ Thêm mới",
	unitlist.Merged:    "🔗 Sáp nhập",
	unitlist.Split:     "✂️ Tách ra",
	unitlist.Succeeds:  "➡️ Thay đơn vị cũ",
	unitlist.Alone:     "🔓 Bỏ đơn vị cũ",
	unitlist.Renamed:   "✏️ Đổi tên",
	unitlist.Retyped:   "🏷 Đổi loại",
	unitlist.Moved:     "📂 Đổi cấp trên",
	unitlist.Closed:    "⏹ Hết hiệu lực",
	unitlist.Dated:     "📅 Đổi ngày hiệu lực",
	unitlist.Reporting: "📝 Đổi việc báo cáo",
	unitlist.Reordered: "↕️ Đổi thứ tự",
}

// maxUnitName keeps a name on a line.
const maxUnitName = 60

// screenUnitListPreview tells everything that would change. When not every unit fits,
// each group says how many more there are.
func screenUnitListPreview(l storage.UnitList, list unitlist.List, p unitlist.Preview) flows.Screen {
	names := map[string]string{}
	for _, u := range list.Units {
		names[string(u.ID)] = u.Name
	}
	for _, u := range p.Absent {
		names[string(u.ID)] = u.Name
	}
	text := ""
	for lines := 40; lines > 0; lines-- {
		text = previewText(l, list, p, names, lines)
		if utf8.RuneCountInString(text) <= maxMessage {
			break
		}
	}
	button := func(label, data string) flows.Button {
		return flows.Button{Label: label, Data: fmt.Sprintf("%s|%s|%d", noticeUnits, data, l.ID)}
	}
	return flows.Screen{Text: text, Buttons: [][]flows.Button{{button("✅ Áp dụng", "yes"), button("✋ Thôi", "no")}}}
}

func previewText(l storage.UnitList, list unitlist.List, p unitlist.Preview, names map[string]string, most int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "📋 <b>Danh sách đơn vị</b> – %s, %d đơn vị\nChưa đổi gì. Nếu áp dụng:\n", esc(cut(l.Name, maxUnitName)), len(list.Units))
	for _, what := range unitlist.Whats {
		count := p.Count(what)
		switch {
		case count == 0:
			continue
		case what == unitlist.Reordered:
			fmt.Fprintf(&b, "\n<b>%s các đơn vị</b>\n", unitWords[what])
			continue
		}
		fmt.Fprintf(&b, "\n<b>%s: %d</b>\n", unitWords[what], count)
		left := most
		for _, c := range p.Changes {
			if c.What == what && left > 0 {
				b.WriteString("• " + changeLine(c, names) + "\n")
				left--
			}
		}
		if count > most {
			fmt.Fprintf(&b, "… và %d đơn vị nữa\n", count-most)
		}
	}
	if len(p.Absent) > 0 {
		b.WriteString("\n" + absentUnits(p) + "\n")
	}
	b.WriteString("\nBấm nút, hoặc gõ “áp dụng danh sách”, “bỏ danh sách”.")
	return b.String()
}

// changeLine is one change; units are called by their names.
func changeLine(c unitlist.Change, names map[string]string) string {
	called := func(codes string) string {
		var list []string
		for code := range strings.SplitSeq(codes, " + ") {
			name := names[code]
			if name == "" {
				name = code
			}
			list = append(list, cut(name, maxUnitName))
		}
		return esc(cut(strings.Join(list, " + "), maxWhy))
	}
	name := esc(cut(c.Name, maxUnitName))
	switch c.What {
	case unitlist.Added:
		return fmt.Sprintf("%s (%s)", name, c.Unit)
	case unitlist.Merged, unitlist.Succeeds:
		return fmt.Sprintf("%s ← %s", name, called(c.After))
	case unitlist.Split:
		return fmt.Sprintf("%s ← một phần %s", name, called(c.After))
	case unitlist.Alone:
		return fmt.Sprintf("%s: không còn lập từ %s", name, called(c.Before))
	case unitlist.Renamed:
		return fmt.Sprintf("%s → %s", esc(cut(c.Before, maxUnitName)), name)
	case unitlist.Moved:
		return fmt.Sprintf("%s: %s → %s", name, parentName(called(c.Before)), parentName(called(c.After)))
	case unitlist.Closed:
		return fmt.Sprintf("%s: %s", name, daysInWords(c.After))
	case unitlist.Dated:
		return fmt.Sprintf("%s: %s → %s", name, daysInWords(c.Before), daysInWords(c.After))
	default:
		return fmt.Sprintf("%s: %s → %s", name, esc(cut(c.Before, maxUnitName)), esc(cut(c.After, maxUnitName)))
	}
}

// daysInWords prints "1/7/2025–30/6/2026" for who reads slowly.
func daysInWords(days string) string {
	from, to, _ := strings.Cut(days, "–")
	var words []string
	if from != "" {
		words = append(words, "từ "+from)
	}
	if to != "" {
		words = append(words, "đến hết "+to)
	}
	if len(words) == 0 {
		return "không ghi ngày"
	}
	return strings.Join(words, " ")
}

func parentName(name string) string {
	if name == "" {
		return "không có cấp trên"
	}
	return name
}

func absentUnits(p unitlist.Preview) string {
	var list []string
	for _, u := range p.Absent[:min(len(p.Absent), 3)] {
		list = append(list, esc(cut(u.Name, maxUnitName)))
	}
	text := fmt.Sprintf("Không có trong tệp, giữ nguyên: %d (%s", len(p.Absent), strings.Join(list, ", "))
	if len(p.Absent) > 3 {
		text += "…"
	}
	return text + "). Đơn vị đã hết hiệu lực thì vẫn để trong tệp và ghi cột “đến ngày”."
}

func screenUnitListApplied(p unitlist.Preview) flows.Screen {
	text := "✅ <b>Đã áp dụng danh sách đơn vị.</b>\n"
	for _, what := range unitlist.Whats {
		switch count := p.Count(what); {
		case count == 0:
		case what == unitlist.Reordered:
			text += unitWords[what] + " các đơn vị\n"
		default:
			text += fmt.Sprintf("%s: %d\n", unitWords[what], count)
		}
	}
	return plain(text + "\nĐợt đã mở vẫn hỏi các đơn vị như lúc mở; đợt mở sau này hỏi theo danh sách mới.")
}
