package sheet

import (
	"errors"
	"fmt"
)

// What is said to whoever sent a file. Each sentence says what to do.

var (
	ErrTooLarge = errors.New("tệp lớn hơn 5 MB: xem có chọn nhầm tệp không; tệp chỉ cần một trang tính, không kèm hình")
	errEmpty    = errors.New("tệp chưa có gì: ghi tên các cột ở hàng đầu, rồi ghi từng hàng bên dưới, ở trang tính đầu tiên")
	errRows     = errors.New("tệp có hơn 20.000 hàng: xem có chọn nhầm tệp không, hoặc xóa các hàng thừa rồi gửi lại")
	errColumns  = errors.New("tệp có hơn 64 cột: xóa các cột thừa ở bên phải rồi gửi lại")
	errBroken   = errors.New("tệp bị hỏng hoặc không do Excel, LibreOffice lưu ra: mở bằng Excel, lưu lại thành tệp .xlsx mới rồi gửi lại")

	errUTF16    = errors.New("tệp chữ ghi theo bảng mã UTF-16: trong Excel chọn Lưu thành, loại “CSV UTF-8”, hoặc gửi tệp .xlsx")
	errNotUTF8  = errors.New("tệp không ghi theo bảng mã UTF-8 nên mất dấu tiếng Việt: trong Excel chọn Lưu thành, loại “CSV UTF-8”, hoặc gửi tệp .xlsx")
	errNotText  = errors.New("tệp không phải bảng CSV hay Excel (.xlsx): mở bằng Excel, lưu thành tệp .xlsx rồi gửi lại")
	errLongLine = errors.New("tệp có dòng dài bất thường: xem có chọn nhầm tệp không; danh sách CSV ghi mỗi hàng một dòng")

	errOldExcel  = errors.New("tệp Excel đời cũ (.xls): mở bằng Excel, chọn Lưu thành, loại “Excel Workbook (.xlsx)” rồi gửi lại")
	errPassword  = errors.New("tệp Excel có mật khẩu: bỏ mật khẩu, lưu lại rồi gửi lại")
	errMacros    = errors.New("tệp Excel có macro: chọn Lưu thành, loại “Excel Workbook (.xlsx)” để bỏ macro rồi gửi lại")
	errNotExcel  = errors.New("tệp nén này không phải tệp Excel (.xlsx): mở bảng bằng Excel hoặc LibreOffice, lưu thành tệp .xlsx rồi gửi lại")
	errUnpacked  = errors.New("tệp Excel mở ra quá lớn: chép riêng phần danh sách sang một tệp .xlsx mới rồi gửi lại")
	errSheets    = errors.New("tệp Excel có hơn 50 trang tính: chép riêng trang danh sách sang một tệp .xlsx mới rồi gửi lại")
	errManyParts = errors.New("tệp Excel có quá nhiều thành phần: chép riêng phần danh sách sang một tệp .xlsx mới rồi gửi lại")
	errNoSheet   = errors.New("tệp Excel không có trang tính nào hiện ra: bỏ ẩn trang danh sách, lưu lại rồi gửi lại")
)

func longCell(row int) error {
	return fmt.Errorf("hàng %d có ô quá dài: rút gọn ô đó, hoặc xem có chọn nhầm tệp không", row)
}

func brokenQuotes(line int) error {
	return fmt.Errorf("dòng %d có dấu nháy kép mở ra mà không đóng đúng chỗ: sửa dòng đó, hoặc gửi tệp .xlsx", line)
}
