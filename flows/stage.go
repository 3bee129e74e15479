package flows

import (
	"slices"
	"time"
)

// Revision is what the office wants corrected in a report that was sent ("yêu cầu chỉnh
// lý"). The report is open again until it is sent once more.
type Revision struct {
	Moment
	Questions []QuestionID // in the order in which they were chosen
	Newest    int64        // Seq of the newest answer then: newer ones are the corrections
}

// Stage is where a report stands on its way to the office.
type Stage string

// The stages are a closed set.
const (
	NotStarted Stage = "not started" // chưa bắt đầu
	Filling    Stage = "filling"     // đang nhập
	Submitted  Stage = "submitted"   // chờ lãnh đạo duyệt
	Sent       Stage = "sent"        // đã gửi
	Revising   Stage = "revising"    // yêu cầu chỉnh lý
	Approved   Stage = "approved"    // đã duyệt
	Excused    Stage = "excused"     // được miễn
)

// Stage tells where the report stands. One that its leader has yet to confirm is
// submitted, also when it comes back from a revision.
func (r Report) Stage() Stage {
	switch {
	case r.Exempt():
		return Excused
	case r.Sent() && !r.Approved.At.IsZero():
		return Approved
	case r.Sent():
		return Sent
	case r.Waiting():
		return Submitted
	case r.InRevision():
		return Revising
	case len(r.Answers) > 0:
		return Filling
	default:
		return NotStarted
	}
}

// InRevision tells that the office wants something corrected and has not got it yet.
func (r Report) InRevision() bool { return !r.Revision.At.IsZero() }

// Exempt tells that the office does not want this report.
func (r Report) Exempt() bool { return !r.Excused.At.IsZero() }

// Delivered tells that the office has the report: it was sent, and is not taken back.
// What the office returned for revision counts as it stands.
func (r Report) Delivered() bool { return r.Sent() || r.InRevision() }

// Arrived is the moment by which the report is on time or late: of its first sending, or
// of the only one that is known. Zero when it was never sent, or taken back.
func (r Report) Arrived() time.Time {
	if r.FirstSent.IsZero() {
		return r.SentAt
	}
	return r.FirstSent
}

// Revised tells that a question the office wants corrected has been answered since.
func (r Report) Revised(q QuestionID) bool { return r.Answers[q].Seq > r.Revision.Newest }

// Wanting adds what the office wanted before and has not got to what it wants now.
func (r Report) Wanting(now Revision) Revision {
	before := r.Awaits()
	if len(before) == 0 {
		return now
	}
	for _, q := range now.Questions {
		if !slices.Contains(before, q) {
			before = append(before, q)
		}
	}
	now.Questions, now.Reason = before, r.Revision.Reason+"; "+now.Reason
	return now
}

// Awaits lists what the office wants corrected and has not been answered since.
func (r Report) Awaits() []QuestionID {
	var list []QuestionID
	for _, q := range r.Revision.Questions {
		if !r.Revised(q) {
			list = append(list, q)
		}
	}
	return list
}
