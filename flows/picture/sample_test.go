package picture

import (
	"fmt"
	"time"

	"baocaobot/flows"
)

var (
	noon    = time.Date(2024, 5, 28, 12, 0, 0, 0, flows.Zone)
	hueNine = []flows.Unit{
		{ID: "hue", Name: "thành phố Huế", Kind: "thành phố"},
		{ID: "huong-thuy", Name: "thị xã Hương Thủy", Kind: "thị xã"},
		{ID: "huong-tra", Name: "thị xã Hương Trà", Kind: "thị xã"},
		{ID: "phong-dien", Name: "huyện Phong Điền", Kind: "huyện"},
		{ID: "quang-dien", Name: "huyện Quảng Điền", Kind: "huyện"},
		{ID: "phu-vang", Name: "huyện Phú Vang", Kind: "huyện"},
		{ID: "phu-loc", Name: "huyện Phú Lộc", Kind: "huyện"},
		{ID: "nam-dong", Name: "huyện Nam Đông", Kind: "huyện"},
		{ID: "a-luoi", Name: "huyện A Lưới", Kind: "huyện"},
	}
)

func round() flows.Round {
	return flows.Round{
		ID: "first-half-2024", Name: "6 tháng đầu năm 2024", Outline: "first-half-2024",
		From:     time.Date(2024, 1, 1, 0, 0, 0, 0, flows.Zone),
		To:       time.Date(2024, 6, 30, 0, 0, 0, 0, flows.Zone),
		Deadline: time.Date(2024, 5, 30, 0, 0, 0, 0, flows.Zone),
	}
}

// communes gives a round of the size of all communes of the country.
func communes(n int) []flows.Unit {
	units := make([]flows.Unit, n)
	for i := range units {
		units[i] = flows.Unit{ID: flows.UnitID(fmt.Sprint("xa-", i)), Name: fmt.Sprint("xã Số ", i), Kind: "xã"}
	}
	return units
}
