package figure

import (
	"fmt"
	"strconv"
	"strings"

	"baocaobot/flows"
	"baocaobot/flows/outline"
)

// Format prints a value the Vietnamese way, so that Read gives it back. Money is
// in triệu đồng when two decimals are enough, otherwise in đồng; the whole of a
// percent is not printed.
//
//	1.250 cuộc · 45/51 vụ việc · trên 4.030 triệu đồng · 86,4 % · không phát sinh
func Format(v Value, kind outline.Kind, unit string) string {
	switch v.State {
	case flows.None:
		return noneWords
	case flows.Unknown:
		return unknownWords
	}
	text := printNumber(v, kind, unit)
	if v.Hedge != "" {
		text = v.Hedge + " " + text
	}
	return strings.TrimSpace(text)
}

func printNumber(v Value, kind outline.Kind, unit string) string {
	switch {
	case kind == outline.Percent:
		return hundredths(v.N) + " %"
	case kind == outline.Money && v.N%(million/100) == 0 && (v.N == 0 || v.N >= million):
		return hundredths(v.N/(million/100)) + " " + millionDong
	case kind == outline.Money:
		return grouped(v.N) + " " + dong
	case v.Of > 0:
		return grouped(v.N) + "/" + grouped(v.Of) + " " + unit
	}
	return grouped(v.N) + " " + unit
}

// hundredths prints n/100 with a comma and no idle zeros.
func hundredths(n int64) string {
	decimals := strings.TrimRight(fmt.Sprintf("%02d", n%100), "0")
	if decimals == "" {
		return grouped(n / 100)
	}
	return grouped(n/100) + "," + decimals
}

// grouped prints n with dots between the thousands.
func grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "." + digits[i:]
	}
	return digits
}
