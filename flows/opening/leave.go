package opening

import "baocaobot/flows"

// begun tells that giving a draft up would lose something.
func (d Draft) begun() bool {
	return d.Outline != "" || len(d.Own) > 0 || !d.To.IsZero() || !d.Deadline.IsZero()
}

// drop gives a draft up that holds nothing yet, or asks whether to.
func (s *step) drop() {
	s.draft.Leaving = s.draft.begun()
	s.dropped = !s.draft.Leaving
}

// stays and goes answer the question whether a draft is given up.
const (
	goes  = "co"
	stays = "khong"
)

// leaving takes typed words as the answer to whether the draft is given up.
func leaving(words string) act {
	switch words {
	case goes, "dong y":
		return act{verb: leave, arg: goes}
	case stays, "quay lai":
		return act{verb: leave, arg: stays}
	default:
		return act{verb: answer}
	}
}

// leave takes a turn while it is asked whether the draft is given up. Whoever comes back
// to the draft by another way goes on with it.
func (s *step) leave(a act) {
	switch {
	case a.verb == leave && a.arg == goes:
		s.dropped = true
	case a.verb == leave && a.arg == stays, a.verb == show:
		s.draft.Leaving = false
	case a.verb == answer, a.verb == file:
		s.draft.Note = saidLeaveOrStay()
	default:
		s.draft.Note = saidStale()
	}
}

func askLeave(d Draft) flows.Screen {
	return flows.Screen{Text: wordLeave, Buttons: [][]flows.Button{
		{{Label: labelGoes, Data: press(d, leave, goes)}, {Label: labelStays, Data: press(d, leave, stays)}}}}
}
