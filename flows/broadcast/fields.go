package broadcast

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"baocaobot/flows"
)

// Field is what stands in braces in a text and differs from unit to unit.
type Field string

// The fields are a closed set, as they are written.
const (
	UnitName Field = "đơn vị"
	TimeLeft Field = "còn lại"
	Missing  Field = "số mục thiếu"
	Deadline Field = "hạn"
)

// Fields lists them in the order in which they are explained.
var Fields = []Field{UnitName, TimeLeft, Missing, Deadline}

// MaxText is how many characters a text may have.
const MaxText = 1500

var inBraces = regexp.MustCompile(`\{[^{}]*\}`)

// Normal gives a text with its fields as they are written: "{don vi}" becomes
// "{đơn vị}". unknown is the first part in braces that is no field, or a lone brace.
func Normal(text string) (normal, unknown string) {
	text = norm.NFC.String(strings.TrimSpace(text))
	normal = inBraces.ReplaceAllStringFunc(text, func(part string) string {
		for _, f := range Fields {
			if flows.Fold(strings.Trim(part, "{}")) == flows.Fold(string(f)) {
				return "{" + string(f) + "}"
			}
		}
		if unknown == "" {
			unknown = part
		}
		return part
	})
	if rest := inBraces.ReplaceAllString(normal, ""); unknown == "" && strings.ContainsAny(rest, "{}") {
		unknown = rest[strings.IndexAny(rest, "{}"):][:1]
	}
	return normal, unknown
}

// Fill puts values in the place of the fields of a normal text, each once: a value that
// looks like a field stays as it is.
func Fill(text string, values map[Field]string) string {
	return inBraces.ReplaceAllStringFunc(text, func(part string) string {
		return values[Field(strings.Trim(part, "{}"))]
	})
}
