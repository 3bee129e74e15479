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
var reserved = flows.Spelled(map[string]bool{
	"baocao": true, "bo qua": true, "chua co": true, "chua co so lieu": true, "chua ro": true, "con thieu": true, "duyet": true,
	"giao": true, "giao muc": true, "giao muc nay": true, "giu nguyen": true, "giu nhu ky truoc": true, "gui": true,
	"gui bao cao": true, "help": true, "hoi ca loi van": true, "hoi het": true, "huong dan": true, "khong": true, "khong co": true,
	"khong phat sinh": true, "ko": true, "lam tiep": true, "lay lai": true, "lich su": true, "lui": true, "menu": true,
	"minh chung": true, "muc luc": true, "nhu cu": true, "nhu ky truoc": true, "quay lai": true, "so lieu": true,
	"so lieu truoc": true, "start": true, "sua": true, "sua bao cao": true, "them": true, "thieu": true, "tiep": true,
	"tiep tuc": true, "toan van": true, "tra lai": true, "tro giup": true, "viet tiep": true, "xem du": true, "xem lai": true,
	"xong": true, "x": true,
})

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
		case reserved[folded]:
			f.wrong(n, optionReserved(option))
		}
		lines[folded] = n.Line
	}
}
