// Package broadcast is what the office says to many units at once: to which of them, and
// in which words. Pure: who is in an audience is found out from the progress of a round.
package broadcast

import (
	"regexp"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/report"
)

// Kind is a way to choose the units of a broadcast.
type Kind string

// The kinds are a closed set.
const (
	All        Kind = "all"
	NotStarted Kind = "not-started"
	NotSent    Kind = "not-sent"
	Below      Kind = "below" // a part of its questions
	Revising   Kind = "revising"
	Chosen     Kind = "units"
	Nobody     Kind = "nobody" // units nobody has joined: a list for phoning, no message
)

// Kinds lists them in the order in which they are offered.
var Kinds = []Kind{All, NotStarted, NotSent, Below, Revising, Chosen, Nobody}

// Audience is which units of a round are meant.
type Audience struct {
	Kind    Kind           `json:"kind"`
	Percent int            `json:"percent,omitempty"` // of Below
	Units   []flows.UnitID `json:"units,omitempty"`   // of Chosen
}

// Holds tells whether a unit belongs to the audience as it stands now; joined is whether
// anybody of it has joined. Who has sent, or
// for whom the round is closed, is in none that waits for reports.
func (a Audience) Holds(p report.UnitProgress, joined bool) bool {
	waited := !p.Sent() && p.Stage != flows.Excused && !p.Closed
	switch a.Kind {
	case All:
		return true
	case NotStarted:
		return p.Stage == flows.NotStarted && !p.Closed
	case NotSent:
		return waited
	case Below:
		return waited && p.Answered*100 < a.Percent*p.Asked
	case Revising:
		return p.Stage == flows.Revising && !p.Closed
	case Chosen:
		for _, u := range a.Units {
			if u == p.Unit.ID {
				return true
			}
		}
		return false
	case Nobody:
		return !joined
	default:
		return false
	}
}

// Complete tells that the audience needs no further word: a percentage, or units.
func (a Audience) Complete() bool {
	switch a.Kind {
	case Below:
		return a.Percent > 0
	case Chosen:
		return len(a.Units) > 0
	default:
		return a.Kind != ""
	}
}

var below = regexp.MustCompile(`^(?:duoi )?(\d{1,3}) ?(?:%|phan tram)?$`)

// ReadPercent reads "50", "50 %" or "dưới 50%": 1 to 100.
func ReadPercent(text string) (percent int, ok bool) {
	found := below.FindStringSubmatch(flows.Fold(text))
	if found == nil {
		return 0, false
	}
	percent, _ = strconv.Atoi(found[1])
	return percent, percent >= 1 && percent <= 100
}

// words are how each kind is typed, without accents.
var words = map[string]Kind{
	"tat ca": All, "chua bat dau": NotStarted, "chua gui": NotSent, "duoi": Below, "duoi n %": Below, "duoi n%": Below,
	"chinh ly": Revising, "yeu cau chinh ly": Revising, "duoc yeu cau chinh ly": Revising,
	"chon don vi": Chosen, "don vi": Chosen, "chua ai tham gia": Nobody, "chua tham gia": Nobody,
}

// ReadAudience reads how the office names an audience: its number in the list of Kinds,
// its words, or "dưới 50 %".
func ReadAudience(text string) (a Audience, ok bool) {
	folded := strings.Trim(flows.Fold(text), " .!")
	if n, err := strconv.Atoi(folded); err == nil {
		if n < 1 || n > len(Kinds) {
			return a, false
		}
		return Audience{Kind: Kinds[n-1]}, true
	}
	if a.Kind, ok = words[folded]; ok {
		return a, true
	}
	if strings.HasPrefix(folded, "duoi ") {
		a.Percent, ok = ReadPercent(folded)
		a.Kind = Below
	}
	return a, ok
}

// String is an audience as ParseAudience reads it.
func (a Audience) String() string {
	switch a.Kind {
	case Below:
		return string(a.Kind) + ":" + strconv.Itoa(a.Percent)
	case Chosen:
		codes := make([]string, len(a.Units))
		for i, id := range a.Units {
			codes[i] = string(id)
		}
		return string(a.Kind) + ":" + strings.Join(codes, ",")
	default:
		return string(a.Kind)
	}
}

// ParseAudience reads an audience as the command line names it: "all", "not-started",
// "not-sent", "below:50", "revising", "units:a-luoi,phu-loc".
func ParseAudience(text string) (a Audience, ok bool) {
	kind, rest, _ := strings.Cut(text, ":")
	a.Kind = Kind(kind)
	switch a.Kind {
	case Below:
		a.Percent, ok = ReadPercent(rest)
		return a, ok
	case Chosen:
		for id := range strings.SplitSeq(rest, ",") {
			if id = strings.TrimSpace(id); id != "" {
				a.Units = append(a.Units, flows.UnitID(id))
			}
		}
		return a, len(a.Units) > 0
	case All, NotStarted, NotSent, Revising:
		return a, rest == ""
	default:
		return a, false
	}
}
