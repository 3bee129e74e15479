package outline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"baocaobot/flows"
)

// What the options of an item may be. They are listed on a card beside everything else
// it shows, and one of them stands on a button and in a cell of the workbook.
const (
	minOptions = 2
	maxOptions = 12
	longOption = 40  // characters of one
	longChoice = 300 // characters of all of them
)

// reserved are the folded words that mean something else where an option is typed: what
// leads around, what says that there is nothing, and what the workbook shows for that.
// A test of the conversation holds them against its commands.
var reserved = []string{
	"baocao", "bo qua", "chua co", "chua co so lieu", "chua ro", "con thieu", "duyet", "giao", "giao muc",
	"giao muc nay", "giu nguyen", "giu nhu ky truoc", "gui", "gui bao cao", "help", "hoi ca loi van", "hoi het", "huong dan", "huongdan",
	"khong", "khong co", "khong phat sinh", "ko", "lam tiep", "lay lai", "lich su", "lichsu", "lui", "menu", "minh chung",
	"minhchung", "muc luc", "nhu cu", "nhu ky truoc", "quay lai", "so lieu", "so lieu truoc", "solieu", "start", "sua",
	"sua bao cao", "suabaocao", "them", "thieu", "tiep", "tiep tuc", "toan van", "toanvan", "tra lai", "tralai", "tro giup",
	"trogiup", "viet tiep", "xem du", "xem lai", "xemlai", "xong", "x",
}

// checkOptions holds the options against the kind, and each against the others and
// against what a typed word or number means on a card.
func (f fields) checkOptions(it *Item) {
	options, given := f.nodes["options"]
	if it.Kind != Choice {
		if given && slices.Contains(Kinds, it.Kind) {
			f.wrong(options, ruleOfKind("options", []Kind{Choice}, it.Kind))
		}
		return
	}
	switch {
	case !given:
		f.wrong(f.nodes["kind"], optionsMissing)
	case options.Kind == yaml.SequenceNode && (len(options.Content) < minOptions || len(options.Content) > maxOptions):
		f.wrong(options, wrongNumberOfOptions(len(options.Content)))
	case utf8.RuneCountInString(strings.Join(it.Options, "")) > longChoice:
		f.wrong(options, optionsTooLong)
	}
	if unit := f.nodes["unit"]; unit != nil {
		f.wrong(unit, unitOfChoice)
	}
	f.checkEachOption()
}

func (f fields) checkEachOption() {
	lines := map[string]int{}
	for _, n := range f.list("options") {
		option := oneSpace(n.Value)
		folded := flows.Fold(option)
		line, used := lines[folded]
		first, _ := utf8.DecodeRuneInString(option)
		switch {
		case n.Kind != yaml.ScalarNode || option == "" || n.Tag == "!!null": // said where it is read
			continue
		case used:
			f.wrong(n, optionTwice(option, line))
		case unicode.IsDigit(first) || !strings.ContainsFunc(option, unicode.IsLetter):
			f.wrong(n, optionIsNumber(option))
		case slices.Contains(reserved, folded):
			f.wrong(n, optionReserved(option))
		}
		lines[folded] = n.Line
	}
}
