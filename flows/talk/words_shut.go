package talk

import "baocaobot/flows"

// What is said where nothing of a report can be changed.

func wordClosed(f *Form) string {
	return "🔒 Đợt báo cáo đã chốt ngày " + flows.DayWords(f.Round.Closed) + "; báo cáo chỉ xem được. Cần sửa hay gửi, đồng chí liên hệ văn phòng."
}

// wordCutOff is the line that says to which day figures count; empty where that is the
// last day of the period.
func wordCutOff(f *Form) string {
	words := f.Round.CutOffWords()
	if words == "" {
		return ""
	}
	return "🗓 " + flows.UpperFirst(words) + ".\n"
}

// wordShut is what stands instead of what to type.
func wordShut(f *Form) string {
	if f.Report.Exempt() {
		return "Đơn vị được miễn báo cáo đợt này."
	}
	return wordClosed(f)
}

// saidShut says why nothing was kept.
func saidShut(f *Form) string {
	if f.Report.Exempt() {
		return "✋ Chưa ghi: văn phòng đã miễn báo cáo đợt này cho đơn vị. Nếu vẫn muốn báo cáo, đồng chí liên hệ văn phòng."
	}
	return "✋ Chưa làm gì: đợt báo cáo đã chốt ngày " + flows.DayWords(f.Round.Closed) + ". Cần sửa hay gửi, đồng chí liên hệ văn phòng."
}
