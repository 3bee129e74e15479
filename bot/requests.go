package bot

import (
	"regexp"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/storage"
)

// decision is what the office says to a unit that asks to correct a sent report.
type decision struct {
	lists  bool // only the list of requests is wanted
	grants bool
	id     int64 // of the request, by which the list numbers it: another one never has it
}

// Button data of a decision is "amend|yes|id" or "amend|no|id".
func pressedDecision(data string) (c decision, ok bool) {
	parts := strings.Split(data, "|")
	if len(parts) != 3 || parts[0] != "amend" {
		return c, false
	}
	c.id, _ = strconv.ParseInt(parts[2], 10, 64)
	c.grants = parts[1] == "yes"
	return c, c.grants || parts[1] == "no"
}

const commandRequests = "denghi"

var decisionForm = regexp.MustCompile(`^/?(khong )?cho sua (\d{1,12})$`)

func typedDecision(text string) (c decision, ok bool) {
	words := strings.Trim(flows.Fold(text), " .!")
	if bare := strings.ReplaceAll(strings.TrimPrefix(words, "/"), " ", ""); bare == commandRequests {
		return decision{lists: true}, true
	}
	found := decisionForm.FindStringSubmatch(words)
	if found == nil {
		return c, false
	}
	c.id, _ = strconv.ParseInt(found[2], 10, 64)
	c.grants = found[1] == ""
	return c, true
}

// of finds the request that is meant among those not decided yet.
func (c decision) of(requests []storage.Request) (storage.Request, bool) {
	for _, r := range requests {
		if r.ID == c.id {
			return r, true
		}
	}
	return storage.Request{}, false
}
