// Package flows holds the nouns that every flow shares: units, rounds, reports,
// answers and their ids. The flows themselves live in the folders below:
//
//	outline   what is asked: sections, cards, items, and the YAML they are read from
//	figure    text → value and back; the only place where text becomes a number
//	talk      the cadre's guided conversation, one pure Step
//	report    the office's view: totals, progress, and the workbook
//	remind    who is told that a report is still open, and on which days
//	broadcast to whom the office speaks at once, and in which words
//	unitlist  lists of units, and what loading one would change
//	sheet     the table of a CSV or Excel file that somebody sent
//
// Nothing here reads a clock, a file or the network: time comes in as a value
// and everything goes out as data.
package flows

import (
	"slices"
	"time"
)

type (
	// UnitID is a unit's code, e.g. "a-luoi".
	UnitID string
	// OutlineID names an outline, e.g. "first-half-2024".
	OutlineID string
	// RoundID names a round, e.g. "first-half-2024" or "first-half-2024-2".
	RoundID string
	// ItemID names one thing an outline asks, e.g. "giam_sat.so_cuoc".
	ItemID string
	// QuestionID is an item at one level, e.g. "giam_sat.so_cuoc@xa"; the count
	// of a counted list is its own question: "mo_hinh.moi_truong#so".
	QuestionID string
	// PersonID is a person's Telegram user id; in a private chat it is the chat id too.
	PersonID int64
)

// Zone is the time zone of every deadline and every printed time. Viet Nam has
// no daylight saving, so a fixed offset says the same as Asia/Ho_Chi_Minh and
// needs no zone file.
var Zone = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Unit is a reporting organisation.
type Unit struct {
	ID     UnitID
	Name   string // with its kind: "huyện A Lưới"
	Kind   string // one of Kinds
	Parent UnitID // empty at the top
	Order  int    // the office's own order of units

	// Only where units are listed:
	Predecessors []UnitID  // what it was merged, split or renamed from
	From, To     time.Time // the first moments of the first and the last day on which it is valid; zero: no bound
	Reports      bool      // the rounds opened from now on ask it
}

// ValidOn tells that the unit is valid on a day, given as any moment of it.
func (u Unit) ValidOn(day time.Time) bool {
	return !day.Before(u.From) && (u.To.IsZero() || day.Before(u.To.AddDate(0, 0, 1)))
}

// Role is what a person may do.
type Role string

// The roles, weakest first.
const (
	Cadre  Role = "cadre"
	Leader Role = "leader" // of a unit: confirms its report, and may fill it in too
	Office Role = "office"
	Admin  Role = "admin"
)

// OfUnit tells that a role belongs to one unit.
func (r Role) OfUnit() bool { return r == Cadre || r == Leader }

// Colleague is a person of a unit.
type Colleague struct {
	ID   PersonID
	Name string // as the person is called in Telegram
	Role Role
}

// Task is a section of a report that a person looks after.
type Task struct {
	Section string   // id of a section of the outline
	Person  PersonID // 0: nobody
}

// Member binds a person to a role and, for a cadre or leader, to a unit.
type Member struct {
	Person PersonID
	Role   Role
	Unit   UnitID // empty for office and admin
}

// Round is one outline asked of a set of units.
type Round struct {
	ID       RoundID
	Name     string
	Outline  OutlineID
	From, To time.Time // first and last day of the period reported on
	CutOff   time.Time // the last day figures count to ("số liệu tính đến hết ngày …"); zero: the last day of the period
	Deadline time.Time // the first moment that is late: "trước ngày 30/5" is 30/5 00:00
	Opened   time.Time
	Closed   time.Time // "chốt"; zero while the round is open, for a unit also when it was opened again for that unit
	Previous RoundID   // the round whose values stand beside this one's; may be empty
	Leader   bool      // a leader of the unit confirms before a report counts as sent
	Amend    Amend     // how a sent report is corrected
}

// LastDay is a moment of the last day that is on time: of 29/5 for "trước ngày 30/5".
func (r Round) LastDay() time.Time { return r.Deadline.Add(-1) }

// Amend says how a sent report may be corrected.
type Amend string

const (
	// Free lets the unit take its report back until the deadline; after it the
	// office is asked.
	Free Amend = "free"
	// OnRequest has the office asked every time.
	OnRequest Amend = "request"
)

// State says what an answer is. A question without an answer has no state.
type State string

const (
	// Given is a value: a number (0 is a number), a text, a list, a yes or no.
	Given State = "given"
	// None is "không phát sinh": nothing of the kind happened. It counts as 0.
	None State = "none"
	// Unknown is "chưa có số liệu": asked, not known yet. It is in no total.
	Unknown State = "unknown"
	// Withdrawn takes the answer before it back: the question is open again. It
	// stands in the history only, never in a report.
	Withdrawn State = "withdrawn"
)

// Value is what an answer holds beside who gave it. Which field is used follows
// from the kind of the question.
type Value struct {
	State  State    `json:"state"`
	Number int64    `json:"number,omitempty"` // count; money in whole đồng; percent in hundredths of 1 %; yes/no as 1/0
	Hedge  string   `json:"hedge,omitempty"`  // "trên", "gần", "khoảng" … as the cadre wrote it
	Text   string   `json:"text,omitempty"`
	Names  []string `json:"names,omitempty"`
	Reason string   `json:"reason,omitempty"` // why an odd value is right, in the cadre's words
}

// Equal tells that two values say the same.
func (v Value) Equal(w Value) bool {
	return v.State == w.State && v.Number == w.Number && v.Hedge == w.Hedge && v.Text == w.Text && v.Reason == w.Reason && slices.Equal(v.Names, w.Names)
}

// Answer is one value given to one question. Answers are appended, never
// overwritten: the latest counts, the rest is the history.
type Answer struct {
	Question QuestionID
	Value
	Raw     string // the words as they were typed, or the button pressed
	By      PersonID
	Name    string // of By, where a history is asked for
	At      time.Time
	Channel string // "telegram", or OfficeChannel
	Message int    // the channel's id of the typed message, 0 for a button
	Seq     int64  // rises with every answer stored; 0 before that
}

// OfficeChannel marks an answer that the office gave on behalf of the unit.
const OfficeChannel = "office"

// Moment is when and by whom something was done to a report.
type Moment struct {
	At     time.Time // zero when it was not done
	By     PersonID
	Name   string // of By
	Reason string // why, in the person's words
}

// Report is one unit's answers in one round, shared by all cadres of the unit.
type Report struct {
	Round     RoundID
	Unit      UnitID
	Submitted Moment    // waits for the unit's leader since then
	SentAt    time.Time // zero while the report is being filled in
	SentBy    PersonID
	SentName  string                // of SentBy
	Receipt   int                   // number of the sending in its round, from 1
	FirstSent time.Time             // of the sending by which it is on time or late; a unit that takes its report back loses it
	Asked     Moment                // a sent report that the unit wants to correct: the office was asked then
	Revision  Revision              // what the office wants corrected; zero when nothing
	Approved  Moment                // by the office; only a sent report is
	Excused   Moment                // the office does not want this report
	Answers   map[QuestionID]Answer // the latest answer of each question
	Newest    int64                 // Seq of the newest answer or withdrawal
	Event     int64                 // number of the newest thing that happened to the report as a whole

	Evidence []Evidence // what was sent for its cards and not removed, the oldest first
}

// Take puts an answer into the report in place; one that is withdrawn takes the answer
// before it out.
func (r *Report) Take(a Answer) {
	r.Newest = max(r.Newest, a.Seq)
	if a.State == Withdrawn {
		delete(r.Answers, a.Question)
		return
	}
	r.Answers[a.Question] = a
}

// Opened is the report as it is once it can be filled in again.
func (r Report) Opened() Report {
	return Report{Round: r.Round, Unit: r.Unit, Answers: r.Answers, Newest: r.Newest, Event: r.Event, Evidence: r.Evidence,
		FirstSent: r.FirstSent, Revision: r.Revision}
}

// Sent tells whether the unit has sent its report.
func (r Report) Sent() bool { return !r.SentAt.IsZero() }

// Waiting tells that the report waits for the unit's leader.
func (r Report) Waiting() bool { return !r.Submitted.At.IsZero() }

// Locked tells that no answer may change.
func (r Report) Locked() bool { return r.Sent() || r.Waiting() || r.Exempt() }
