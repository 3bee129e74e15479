package broadcast

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"baocaobot/flows"
	"baocaobot/flows/report"
)

func TestReadAudience(t *testing.T) {
	for text, want := range map[string]Audience{
		"1": {Kind: All}, "Tất cả": {Kind: All}, "tat ca": {Kind: All}, "2": {Kind: NotStarted}, "chưa bắt đầu": {Kind: NotStarted},
		"CHUA GUI": {Kind: NotSent}, "dưới 50 %": {Kind: Below, Percent: 50}, "duoi 7%": {Kind: Below, Percent: 7}, "4": {Kind: Below},
		"Được yêu cầu chỉnh lý": {Kind: Revising}, "chọn đơn vị": {Kind: Chosen}, "7": {Kind: Nobody}, "chưa ai tham gia.": {Kind: Nobody},
	} {
		if got, ok := ReadAudience(text); !ok || cmp.Diff(want, got) != "" {
			t.Errorf("%q is read as %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "0", "8", "dưới 0 %", "dưới 101 %", "dưới", "a lưới", "-1", "gửi"} {
		if got, ok := ReadAudience(text); ok && got.Complete() {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

func TestParseAudience(t *testing.T) {
	for text, want := range map[string]Audience{
		"all": {Kind: All}, "not-sent": {Kind: NotSent}, "below:50": {Kind: Below, Percent: 50}, "revising": {Kind: Revising},
		"units:a-luoi, phu-loc": {Kind: Chosen, Units: []flows.UnitID{"a-luoi", "phu-loc"}},
	} {
		if got, ok := ParseAudience(text); !ok || cmp.Diff(want, got) != "" {
			t.Errorf("%q is read as %+v, %v", text, got, ok)
		}
		if again, ok := ParseAudience(want.String()); !ok || cmp.Diff(want, again) != "" {
			t.Errorf("%q is printed as %s", text, want)
		}
	}
	for _, text := range []string{"", "below", "below:0", "units", "units:", "nobody", "everybody", "all:x"} {
		if got, ok := ParseAudience(text); ok {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}

// Every stage a report can be in, against every audience.
func TestWhoIsInAnAudience(t *testing.T) {
	unit := func(stage flows.Stage, answered int) report.UnitProgress {
		p := report.UnitProgress{Unit: flows.Unit{ID: flows.UnitID(stage)}, Stage: stage, Answered: answered, Asked: 100}
		if stage == flows.Sent || stage == flows.Approved {
			p.SentAt = time.Unix(1, 0)
		}
		return p
	}
	all := []report.UnitProgress{unit(flows.NotStarted, 0), unit(flows.Filling, 49), unit(flows.Submitted, 50), unit(flows.Sent, 10),
		unit(flows.Revising, 100), unit(flows.Approved, 100), unit(flows.Excused, 0)}
	for _, test := range []struct {
		audience Audience
		want     []flows.Stage
	}{
		{Audience{Kind: All}, []flows.Stage{flows.NotStarted, flows.Filling, flows.Submitted, flows.Sent, flows.Revising, flows.Approved, flows.Excused}},
		{Audience{Kind: NotStarted}, []flows.Stage{flows.NotStarted}},
		{Audience{Kind: NotSent}, []flows.Stage{flows.NotStarted, flows.Filling, flows.Submitted, flows.Revising}},
		{Audience{Kind: Below, Percent: 50}, []flows.Stage{flows.NotStarted, flows.Filling}},
		{Audience{Kind: Revising}, []flows.Stage{flows.Revising}},
		{Audience{Kind: Chosen, Units: []flows.UnitID{"sent", "filling"}}, []flows.Stage{flows.Filling, flows.Sent}},
		{Audience{Kind: Nobody}, nil},
		{Audience{}, nil},
	} {
		var got []flows.Stage
		for _, p := range all {
			if test.audience.Holds(p, true) {
				got = append(got, p.Stage)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%+v: %s", test.audience, diff)
		}
	}
	if !(Audience{Kind: Nobody}).Holds(all[0], false) {
		t.Error("a unit nobody has joined is not in its list")
	}
}

func TestReadUnits(t *testing.T) {
	units := []flows.Unit{{ID: "hue", Name: "thành phố Huế", Kind: "thành phố"}, {ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện"},
		{ID: "phu-loc", Name: "huyện Phú Lộc", Kind: "huyện"}, {ID: "x1", Name: "xã Phú Lộc", Kind: "xã"}, {ID: "q3", Name: "Quận 3", Kind: "Quận"}}
	for text, want := range map[string][]flows.UnitID{
		"2": {"a-luoi"}, "1,3": {"hue", "phu-loc"}, "1-3": {"hue", "a-luoi", "phu-loc"}, "2 - 3": {"a-luoi", "phu-loc"}, "1 2": {"hue", "a-luoi"},
		"A Lưới": {"a-luoi"}, "a luoi; HUẾ": {"a-luoi", "hue"}, "huyện phú lộc": {"phu-loc"}, "a-luoi\n2": {"a-luoi"},
	} {
		got, wrong := ReadUnits(text, units)
		if diff := cmp.Diff(want, got); diff != "" || wrong != "" {
			t.Errorf("%q: %s, wrong %q", text, diff, wrong)
		}
	}
	for text, want := range map[string]string{"Phú Lộc": "Phú Lộc", "1, 6": "6", "0": "0", "3-2": "3-2", "a luoi, ga": "ga", "1 9": "1 9", "99999999999999999999": "99999999999999999999"} {
		if got, wrong := ReadUnits(text, units); wrong != want || got != nil {
			t.Errorf("%q: wrong is %q, want %q; chosen %v", text, wrong, want, got)
		}
	}
}

func TestFields(t *testing.T) {
	for text, want := range map[string][2]string{
		"xin chào":                      {"xin chào", ""},
		"{don vi} con {So Muc Thieu} ":  {"{đơn vị} con {số mục thiếu}", ""},
		"{ hạn }{con lai}":              {"{hạn}{còn lại}", ""},
		"đề nghị {tên} gửi":             {"đề nghị {tên} gửi", "{tên}"},
		"một { ngoặc":                   {"một { ngoặc", "{"},
		"{}":                            {"{}", "{}"},
		"{đơn vị} {{hạn}}":              {"{đơn vị} {{hạn}}", "{"},
		"{đ\u01a1n vi\u0323} phân tách": {"{đơn vị} phân tách", ""},
	} {
		normal, unknown := Normal(text)
		if normal != want[0] || unknown != want[1] {
			t.Errorf("%q: %q, unknown %q", text, normal, unknown)
		}
	}
	got := Fill("{đơn vị}: {số mục thiếu}, {đơn vị}", map[Field]string{UnitName: "{hạn}", Missing: "3", Deadline: "x"})
	if got != "{hạn}: 3, {hạn}" {
		t.Errorf("filled: %q", got)
	}
}
