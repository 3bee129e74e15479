package bot

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
	"baocaobot/flows/remind"
)

const commandSchedule = "lich"

// wishOfSchedule is what the office wants of the schedule of reminders: to look, or one
// change.
type wishOfSchedule struct {
	off, on  bool
	days     []int         // new ones
	hour     int           // 0: as it is
	leaders  bool          // escalate is wanted
	escalate int           // after so many reminders; 0: never
	free     bool          // holidays are wanted
	holidays []remind.Date // all of them
	wrong    string        // why nothing is changed, as HTML
	pressed  bool          // on a button
	round    string        // of which round this is the tag
}

// scheduleWish reads "/lich", "lịch tắt", "/lich 5,2,0,-1", "/lich giờ 9", "/lich nghỉ
// 2/9/2024" or "/lich lãnh đạo 3"; ok is false when the update is about something else,
// such as "lịch sử". Button data is "lich|~TAG|" with such words behind it.
func scheduleWish(u telegram.Update) (w wishOfSchedule, ok bool) {
	if u.Kind == telegram.Press {
		parts := strings.Split(u.Data, "|")
		if len(parts) != 3 || parts[0] != commandSchedule {
			return w, false
		}
		w = wishOf(parts[2])
		w.pressed, w.round = true, parts[1]
		return w, true
	}
	words, slash := strings.CutPrefix(flows.Fold(u.Text), "/")
	command, rest, _ := strings.Cut(words, " ")
	if command != commandSchedule {
		return w, false
	}
	w = wishOf(rest)
	clear := w.wrong == "" || unicode.IsDigit(rune(rest[0])) || rest[0] == '-'
	return w, slash || clear
}

var (
	hourForm    = regexp.MustCompile(`^(?:gio ?)?(\d{1,3})(?: ?(?:gio|h))?$`)
	leadersForm = regexp.MustCompile(`^(?:sau )?(\d{1,3})(?: lan)?$`)
)

// mostEscalate is after how many reminders leaders may be told: there are no more.
const mostEscalate = remind.MostDays

// wishOf reads the words behind the command, folded.
func wishOf(words string) (w wishOfSchedule) {
	first, rest, _ := strings.Cut(words, " ")
	switch {
	case words == "":
	case words == "tat":
		w.off = true
	case words == "bat":
		w.on = true
	case first == "nghi":
		w.readHolidays(strings.TrimPrefix(rest, "le "))
	case first == "gio", strings.HasSuffix(words, " gio"):
		w.readHour(words)
	case strings.HasPrefix(words, "lanh dao"):
		w.readLeaders(strings.TrimSpace(strings.TrimPrefix(words, "lanh dao")))
	default:
		days, read := remind.ReadDays(words)
		if w.days = days; !read {
			w.days, w.wrong = nil, saidUnclearSchedule()
		}
	}
	return w
}

func (w *wishOfSchedule) readHour(words string) {
	if found := hourForm.FindStringSubmatch(words); found != nil {
		w.hour, _ = strconv.Atoi(found[1])
	}
	if w.hour < remind.Earliest || w.hour >= remind.Latest {
		w.hour, w.wrong = 0, saidUnclearHour()
	}
}

func (w *wishOfSchedule) readLeaders(words string) {
	found := leadersForm.FindStringSubmatch(words)
	switch {
	case words == "khong":
		w.leaders = true
	case found != nil:
		w.escalate, _ = strconv.Atoi(found[1])
		w.leaders = w.escalate <= mostEscalate
	}
	if !w.leaders {
		w.escalate, w.wrong = 0, saidUnclearLeaders()
	}
}

// readHolidays reads "2/9/2024, 3/9/2024", or "khong" for none.
func (w *wishOfSchedule) readHolidays(words string) {
	if w.free = words == "khong"; w.free {
		return
	}
	var dates []string
	for _, word := range strings.FieldsFunc(words, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		date := word
		if d, err := time.Parse("2/1/2006", word); err == nil {
			date = d.Format(time.DateOnly)
		}
		if read, err := remind.ReadDates(date); err != nil || len(read) == 0 {
			w.wrong = saidUnclearHoliday(word)
			return
		}
		dates = append(dates, date)
	}
	w.holidays, _ = remind.ReadDates(strings.Join(dates, ",")) // each was read before
	if w.free = len(w.holidays) > 0 && len(w.holidays) <= remind.MostHolidays; !w.free {
		w.holidays, w.wrong = nil, saidHowHolidays()
	}
}

// changes makes a wish true and tells whether it wanted anything but to look.
func (w wishOfSchedule) changes(s *remind.Schedule) bool {
	switch {
	case w.off:
		s.Off = true
	case w.on:
		s.Off = false
	case len(w.days) > 0:
		s.Days, s.Off = w.days, false
	case w.hour > 0:
		s.Hour = w.hour
	case w.leaders:
		s.Escalate = w.escalate
	case w.free:
		s.Holidays = w.holidays
	default:
		return false
	}
	return true
}
