package main

import "baocaobot/flows"

// The Vietnamese names the demo gives to its round, its people and its trial unit.
const (
	nameDemoRound = "Báo cáo 6 tháng đầu năm 2024"
	nameCadre     = "cán bộ "
	nameOffice    = "văn phòng"
	nameTrialUnit = "đơn vị dùng thử"
	kindTrialUnit = "huyện"
	nameDemoBot   = "Báo cáo Mặt trận"
)

var trialNames = map[flows.Role]string{flows.Cadre: "cán bộ dùng thử", flows.Office: "văn phòng dùng thử"}
