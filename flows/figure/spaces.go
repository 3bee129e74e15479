package figure

import (
	"slices"
	"strings"

	"baocaobot/flows/outline"
)

// A space may part two figures or group the thousands of one: "5 12" is two figures,
// "1 250" may be either. Whatever has more than one way to be read is asked.

// isSpaced tells that there are only numbers in a part, and several.
func isSpaced(part []token) bool {
	return len(part) > 1 && !slices.ContainsFunc(part, func(t token) bool { return t.class != number })
}

// isOneSpaced tells that a whole message is numbers with spaces of which some are only
// groups: "2 000" is no two figures, but that it is one is worth a yes.
func isOneSpaced(parts, way [][]token) bool {
	return len(parts) == 1 && isSpaced(cutPolite(parts[0])) && len(way) < len(cutPolite(parts[0]))
}

// cutsAtSpaces gives every way to cut the spaced parts into no more figures than there
// are slots, the fewest figures first. It gives none where there are too many ways.
func cutsAtSpaces(parts [][]token, slots int) [][][]token {
	if one, each, exact := isOneEach(parts, slots); exact {
		return append(one, each)
	}
	ways := [][][]token{nil}
	for i, part := range parts {
		left := len(parts) - i - 1
		var longer [][][]token
		for _, way := range ways {
			for _, cut := range cutsOf(part, slots-left-len(way)) {
				longer = append(longer, slices.Concat(way, cut))
			}
		}
		if ways = longer; len(ways) > maxReadings {
			return nil
		}
	}
	return ways
}

// isOneEach sees as many numbers as there are slots, and nothing but spaces between: one
// each, unless all of them together are one number.
func isOneEach(parts [][]token, slots int) (one [][][]token, each [][]token, exact bool) {
	numbers := cutPolite(parts[0])
	if len(parts) > 1 || len(numbers) != slots || !isSpaced(numbers) {
		return nil, nil, false
	}
	for _, n := range numbers {
		each = append(each, []token{n})
		if !begins(n.text, 1) {
			return nil, nil, false
		}
	}
	if _, joined := joinGroups(numbers); joined == len(numbers) && begins(numbers[0].text, joined) {
		one = [][][]token{{numbers}}
	}
	return one, each, true
}

// cutsOf gives the ways to cut one part into at most so many figures.
func cutsOf(part []token, most int) [][][]token {
	switch bare := cutPolite(part); {
	case most < 1:
		return nil
	case isSpaced(bare):
		return groupings(bare, most)
	default:
		return [][][]token{{part}}
	}
}

// groupings gives the ways to take numbers one by one or as groups of thousands. It
// stops where there are more than can be asked, and begins nothing that cannot end.
func groupings(numbers []token, most int) [][][]token {
	switch {
	case len(numbers) == 0:
		return [][][]token{nil}
	case fewest(numbers) > most:
		return nil
	}
	var ways [][][]token
	_, joined := joinGroups(numbers)
	for n := joined; n > 0 && len(ways) <= maxReadings; n-- {
		if !begins(numbers[0].text, n) {
			continue
		}
		for _, rest := range groupings(numbers[n:], most-1) {
			ways = append(ways, append([][]token{numbers[:n]}, rest...))
		}
	}
	return ways
}

// fewest is the number of figures when all groups are joined.
func fewest(numbers []token) int {
	n := 0
	for len(numbers) > 0 {
		_, joined := joinGroups(numbers)
		numbers = numbers[joined:]
		n++
	}
	return n
}

// begins tells that a figure of so many groups may begin so: "000" is only a group.
func begins(digits string, groups int) bool {
	if groups > 1 {
		return digits[0] != '0'
	}
	return len(digits) < 3 || !strings.HasPrefix(digits, "00")
}

// commaMayPart sees "12,450" where a comma may part two figures as well as group one.
func commaMayPart(parts [][]token, slots []Slot) bool {
	return slices.ContainsFunc(parts, func(part []token) bool {
		part = cutPolite(part)
		commas := strings.Count(part[0].text, ",")
		return len(part) == 1 && commas > 0 && commas+len(parts) <= len(slots) && slots[0].Kind == outline.Count && wholeGroups(part[0])
	})
}

// wholeGroups sees "12,450", which may be two figures; "0,5" and "86,4" may not.
func wholeGroups(t token) bool {
	groups := strings.Split(t.text, ",")
	return !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}
