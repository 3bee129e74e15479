package opening

import (
	"fmt"
	"html"
	"strings"
	"time"

	"baocaobot/flows"
)

// What an admin reads while a round is being opened.

const (
	labelBack   = "↩ Quay lại"
	labelDrop   = "✖ Bỏ"
	labelGoes   = "✖ Có, bỏ bản nháp"
	labelStays  = "↩ Không, soạn tiếp"
	labelAll    = "Tất cả"
	labelBefore = "‹ Trước"
	labelAfter  = "Sau ›"
	labelSight  = "👁 Xem như cán bộ"

	maxButton = 44 // characters of a title on a button
	maxTitle  = 160
	maxUnit   = 40
)

func esc(s string) string { return html.EscapeString(s) }

// short cuts a text after n characters, at a word where there is one.
func short(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n])
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	return cut + "…"
}

func day(t time.Time) string { return t.In(flows.Zone).Format("2/1/2006") }

func isoDay(t time.Time) string { return t.In(flows.Zone).Format(time.DateOnly) }

func labelOpen(units int) string { return fmt.Sprintf("✅ Mở đợt cho %d đơn vị", units) }

func labelThese(units int) string { return fmt.Sprintf("✅ Hỏi %d đơn vị này", units) }

func labelKind(kind string, count int) string { return fmt.Sprintf("Chỉ %s (%d)", kind, count) }

// deadlineWords are the office's words and what they mean: "trước ngày 30/5/2024 (hết ngày 29/5)".
func deadlineWords(late time.Time) string {
	last := late.In(flows.Zone).AddDate(0, 0, -1)
	return fmt.Sprintf("trước ngày %s (hết ngày %s)", day(late), last.Format("2/1"))
}

func throughWords(late time.Time) string {
	return "hết ngày " + day(late.AddDate(0, 0, -1))
}

// periodWords name a period as a letter does, or by its days.
func periodWords(from, to time.Time) string {
	from, to = from.In(flows.Zone), to.In(flows.Zone)
	whole := from.Day() == 1 && to.AddDate(0, 0, 1).Day() == 1
	first, last, year := int(from.Month()), int(to.Month()), from.Year()
	switch {
	case !whole:
	case first == 1 && last == 12 && year == to.Year():
		return fmt.Sprintf("năm %d", year)
	case first == 1 && last == 12:
		return fmt.Sprintf("%d–%d", year, to.Year())
	case year != to.Year():
	case first == 1 && last == 6:
		return fmt.Sprintf("6 tháng đầu năm %d", year)
	case first == 7 && last == 12:
		return fmt.Sprintf("6 tháng cuối năm %d", year)
	case first == 1 && last == 9:
		return fmt.Sprintf("9 tháng năm %d", year)
	case last == first+2 && first%3 == 1:
		return fmt.Sprintf("quý %d năm %d", last/3, year)
	case first == last:
		return fmt.Sprintf("tháng %d/%d", first, year)
	}
	return day(from) + " – " + day(to)
}

func periodWithDays(from, to time.Time) string {
	words, days := periodWords(from, to), day(from)+" – "+day(to)
	if words == days {
		return words
	}
	return fmt.Sprintf("%s (%s)", words, days)
}

// name is what the round will be called: the outline's title where it names the period,
// or else the period.
func (f Form) name(d Draft) string {
	source, ok := f.source(d)
	switch {
	case d.Name != "":
		return d.Name
	case !ok:
		return ""
	}
	words := periodWords(d.From, d.To)
	plain := strings.NewReplacer(" ", "", "-", "", "–", "")
	if strings.Contains(plain.Replace(flows.Fold(source.Outline.Title)), plain.Replace(flows.Fold(words))) {
		return short(source.Outline.Title, MaxName)
	}
	return "Báo cáo " + words
}

func (o Source) title() string {
	if o.Of != "" {
		return "Như đợt “" + o.Of + "”"
	}
	return o.Outline.Title
}

func wordOutline(sources []Source) string {
	var b strings.Builder
	b.WriteString("<b>Mở đợt báo cáo – theo đề cương nào?</b>\n")
	for i, o := range sources {
		fmt.Fprintf(&b, "%d. %s\n", i+1, esc(short(o.title(), maxTitle)))
	}
	return b.String() + "\nBấm hoặc gõ một số. Có đề cương khác thì đồng chí gửi tệp đề cương (.yaml) vào đây."
}

const wordPeriod = "<b>Báo cáo số liệu của kỳ nào?</b>\nBấm, hoặc gõ: “6 tháng đầu năm 2024”, “2019-2024”, “1/1/2024 - 30/6/2024”."

func (f Form) wordUnits(d Draft, asked, all, from int, page []flows.Unit) string {
	var b strings.Builder
	if all == 0 {
		fmt.Fprintf(&b, "<b>Chưa có đơn vị nào để hỏi</b>\nKhông có đơn vị nào báo cáo, còn hiệu lực ngày %s và thuộc cấp của đề cương. Đồng chí quay lại đổi kỳ, hoặc gõ /dot rồi gửi tệp danh sách đơn vị, sau đó làm tiếp.", day(d.To))
	} else {
		fmt.Fprintf(&b, "<b>Hỏi %d/%d đơn vị</b> có báo cáo, còn hiệu lực ngày %s\n", asked, all, day(d.To))
	}
	for i, u := range page {
		mark := "▫"
		if d.asks(u.ID) {
			mark = "✅"
		}
		fmt.Fprintf(&b, "%d. %s %s\n", from+i+1, mark, esc(short(u.Name, maxUnit)))
	}
	if others := f.strangers(d); len(others) > 0 {
		fmt.Fprintf(&b, "\nKhông hỏi %d đơn vị vì loại đơn vị không có trong đề cương: %s.\n", len(others), esc(namesOf(others)))
	}
	if all > 0 {
		b.WriteString("\nBấm một số để bỏ ra hoặc đưa vào. Hoặc gõ: “bỏ 3, 5”, “chỉ 1-9”, “chỉ huyện”, “chỉ thuộc …”, “thêm 3”, “tất cả”; xong gõ “tiếp”.")
	}
	return b.String()
}

// namesOf lists the first units by name.
func namesOf(units []flows.Unit) string {
	var names []string
	for _, u := range units[:min(len(units), 4)] {
		names = append(names, short(u.Name, maxUnit))
	}
	text := strings.Join(names, ", ")
	if more := len(units) - len(names); more > 0 {
		text += fmt.Sprintf(" và %d đơn vị nữa", more)
	}
	return text
}

const wordDeadline = "<b>Hạn nộp?</b>\nBấm, hoặc gõ như trong công văn: “trước ngày 30/5/2024”, “hết ngày 29/5”, “chậm nhất ngày 29/5/2024”."

func wordTwoWays(day time.Time) string {
	return fmt.Sprintf("<b>Ngày %s còn nhận báo cáo không?</b>\nBấm, hoặc gõ “1” hay “2”; bot không tự đoán.", day.In(flows.Zone).Format("2/1/2006"))
}

const wordCutOff = "<b>Số liệu tính đến ngày nào?</b>\nBấm, hoặc gõ ngày ghi trong công văn: “20/5/2024”."

func wordPrevious(rounds []flows.Round) string {
	var b strings.Builder
	b.WriteString("<b>Đặt số liệu của đợt nào bên cạnh để so?</b>\n")
	for i, r := range rounds {
		fmt.Fprintf(&b, "%d. %s (%s)\n", i+1, esc(short(r.Name, maxTitle)), periodWords(r.From, r.To))
	}
	return b.String() + "\nBấm hoặc gõ một số; gõ “không” nếu không so."
}

const (
	wordLeader    = "<b>Lãnh đạo đơn vị duyệt trước khi gửi?</b>\nCó: cán bộ trình, lãnh đạo đơn vị duyệt thì báo cáo mới được gửi. Bấm, hoặc gõ “có”, “không”."
	wordAmend     = "<b>Báo cáo đã gửi thì sửa thế nào?</b>\nBấm, hoặc gõ một số."
	wordFree      = "Đơn vị tự lấy lại đến hết hạn"
	wordOnRequest = "Luôn phải xin văn phòng"
	wordTargets   = "<b>Chỉ tiêu giao cho các đơn vị</b>\nGửi tệp .csv hoặc .xlsx có ba cột question, unit, target, hoặc bấm nút dưới."
)

func wordName(name string) string {
	return fmt.Sprintf("<b>Tên đợt</b> đang là: %s\nGõ tên khác, hoặc bấm nút dưới.", esc(name))
}

const wordLeave = "<b>Bỏ bản nháp này?</b>\nNhững gì đã chọn sẽ mất, phải soạn lại từ đầu. Bấm, hoặc gõ “có” hay “không”."

// wordSummary numbers the lines as they are typed to be changed.
func (f Form) wordSummary(d Draft) string {
	p := f.plan(d)
	source, _ := f.source(d)
	var b strings.Builder
	fmt.Fprintf(&b, "<b>Đợt sắp mở</b> – chưa mở, chưa ai nhận tin\n")
	fmt.Fprintf(&b, "1. Đề cương: %s\n", esc(short(source.Outline.Title, maxTitle)))
	fmt.Fprintf(&b, "2. Kỳ: %s\n", periodWithDays(d.From, d.To))
	fmt.Fprintf(&b, "3. Đơn vị: <b>%d</b> (%s)\n", len(p.Asked), esc(namesOf(f.unitsOf(p.Asked))))
	fmt.Fprintf(&b, "4. Số liệu tính đến ngày: %s\n", day(f.cutOff(d)))
	fmt.Fprintf(&b, "5. Hạn nộp: <b>%s</b>\n", deadlineWords(d.Deadline))
	fmt.Fprintf(&b, "6. So với đợt trước: %s\n", esc(f.wordPreviousOf(p.Round.Previous)))
	fmt.Fprintf(&b, "7. Lãnh đạo đơn vị duyệt: %s\n", map[bool]string{true: "có", false: "không"}[d.Leader])
	fmt.Fprintf(&b, "8. Sửa báo cáo đã gửi: %s\n", wordAmended(p.Round.Amend))
	fmt.Fprintf(&b, "9. Chỉ tiêu giao: %s\n", wordTargetsOf(d.Targets))
	fmt.Fprintf(&b, "10. Tên: <b>%s</b>\n", esc(p.Round.Name))
	if r := f.refusal(d); r != nil {
		b.WriteString("\n" + saidRefused(r) + "\n")
	}
	return b.String() + f.wordWarned(p.Round) + "\nBấm ✏️ hoặc gõ số dòng để đổi; gõ “mở đợt” để mở, “bỏ” để thôi."
}

// wordWarned tells what speaks against the round and does not forbid it.
func (f Form) wordWarned(r flows.Round) (text string) {
	if twin, found := Twin(f.Rounds, r); found {
		text += fmt.Sprintf("\n⚠️ Đợt “%s” đang mở, cùng đề cương và cùng kỳ này; mở thêm thì đơn vị có trong cả hai đợt phải báo cáo hai lần.\n", esc(short(twin.Name, maxTitle)))
	}
	if f.taken(r.Name) {
		text += "\n⚠️ Đã có đợt cùng tên này; nên đặt tên khác để khỏi lẫn.\n"
	}
	return text
}

// taken tells that another round is called so.
func (f Form) taken(name string) bool {
	for _, r := range f.Rounds {
		if flows.Fold(r.Name) == flows.Fold(name) {
			return true
		}
	}
	return false
}

func (f Form) unitsOf(ids []flows.UnitID) (list []flows.Unit) {
	in := map[flows.UnitID]bool{}
	for _, id := range ids {
		in[id] = true
	}
	for _, u := range f.Units {
		if in[u.ID] {
			list = append(list, u)
		}
	}
	return list
}

func (f Form) wordPreviousOf(id flows.RoundID) string {
	for _, r := range f.Rounds {
		if r.ID == id {
			return short(r.Name, maxTitle)
		}
	}
	return "không"
}

func wordAmended(a flows.Amend) string {
	if a == flows.OnRequest {
		return "luôn phải xin văn phòng"
	}
	return "đơn vị tự lấy lại đến hết hạn"
}

func wordTargetsOf(targets []flows.Target) string {
	if len(targets) == 0 {
		return "không"
	}
	return fmt.Sprintf("%d chỉ tiêu", len(targets))
}

func wordSight(unit string) string {
	return fmt.Sprintf("👁 <b>XEM THỬ</b> – %s sẽ thấy như dưới đây; các nút chỉ để xem.\n\n", esc(unit))
}

const wordNextCard = "\n\n<b>XEM THỬ – dòng tiếp theo</b>\n\n"
