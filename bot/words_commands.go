package bot

import (
	"slices"

	"baocaobot/bot/telegram"
	"baocaobot/flows"
)

// commandsFor is the menu of commands Telegram shows for these rights.
func commandsFor(members []flows.Member) []telegram.Command {
	var list []telegram.Command
	if office(members) {
		list = append(list, officeCommands(members)...)
	}
	if slices.ContainsFunc(members, func(m flows.Member) bool { return m.Role == flows.Leader }) {
		list = append(list, leaderCommands...)
	}
	if slices.ContainsFunc(members, ofUnit) {
		list = append(list, unitCommands...)
	}
	return append(list, peopleCommands(members)...)
}

func officeCommands(members []flows.Member) []telegram.Command {
	return []telegram.Command{
		{Name: "tiendo", Description: "Đơn vị nào đến đâu, còn thiếu mục nào"},
		{Name: "donvi", Description: "Một đơn vị: xem, duyệt, chỉnh lý, miễn, sửa hộ"},
		{Name: "so", Description: "Một chỉ tiêu của mọi đơn vị"},
		{Name: "chuagui", Description: "Chưa gửi, trễ hạn"},
		{Name: "danhsach", Description: "Danh sách để dán hoặc gọi điện"},
		{Name: "duyettatca", Description: "Duyệt mọi báo cáo đã gửi"},
		{Name: "tonghop", Description: "Bảng tổng hợp (Excel)"},
		{Name: commandEditions, Description: "Các lần tổng hợp đã lập, nhận lại"},
		{Name: commandDigest, Description: "Bật, tắt bản tin mỗi sáng"},
		{Name: commandBroadcast, Description: "Nhắc nhiều đơn vị cùng lúc"},
		{Name: commandUnreachable, Description: "Ai không nhận được tin của bot"},
		{Name: commandRounds, Description: "Các đợt báo cáo: mở, gia hạn, chốt"},
		{Name: commandSchedule, Description: "Lịch nhắc đơn vị chưa gửi"},
		{Name: commandRequests, Description: "Đơn vị xin sửa báo cáo đã gửi"},
		{Name: commandRound(members), Description: "Sang đợt báo cáo khác của văn phòng"},
		{Name: "vanphong", Description: "Việc của văn phòng"},
	}
}

var leaderCommands = []telegram.Command{
	{Name: "duyet", Description: "Duyệt và gửi báo cáo"},
	{Name: "tralai", Description: "Trả lại báo cáo để sửa"},
}

var unitCommands = []telegram.Command{
	{Name: "baocao", Description: "Làm tiếp báo cáo"},
	{Name: "menu", Description: "Mục lục"},
	{Name: "thieu", Description: "Còn thiếu những mục nào"},
	{Name: "xemlai", Description: "Xem lại toàn bộ"},
	{Name: "sua", Description: "Sửa câu vừa trả lời"},
	{Name: "lichsu", Description: "Ai đã ghi số nào, lúc nào"},
	{Name: "huongdan", Description: "Hướng dẫn của đề cương"},
	{Name: "giao", Description: "Giao mục cho đồng nghiệp"},
	{Name: "minhchung", Description: "Ảnh, tệp kèm dòng đang làm"},
	{Name: "gui", Description: "Gửi báo cáo"},
	{Name: "suabaocao", Description: "Sửa báo cáo đã gửi"},
	{Name: commandDesks, Description: "Sang báo cáo khác của đồng chí"},
	{Name: "trogiup", Description: "Cách làm"},
}
