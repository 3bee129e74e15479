package bot

import (
	"testing"

	"baocaobot/flows"
)

// What stands behind the commands of workbooks and means nothing is named, and there is
// no edition 0.
func TestWhatIsNotReadOfAWorkbook(t *testing.T) {
	w := newWorld(t).run()
	office := w.joined(9, flows.Office, "")
	for _, text := range []string{"/tonghop abc", "/lan abc", "/tong_hop_abc", "/tonghop lần abc", "/tonghop lần -1"} {
		office.says(text, "✋ Chưa rõ “"+text+"”. Sau /tonghop là “đã gửi”")
	}
	for _, text := range []string{"/tonghop lần 0", "/lan 0", "tổng hợp 0"} {
		office.says(text, "Không có bảng tổng hợp lần 0.")
	}
	if n := w.number("select count(*) from notice where kind like 'workbook%'"); n != 0 {
		t.Errorf("%d workbooks are on their way", n)
	}
	office.Say("/tong_hop")
	office.gets(1, "Lần 1")
	office.Say("/tonghop_lan_1")
	office.gets(2, "Lần 1")
}
