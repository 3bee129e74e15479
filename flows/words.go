package flows

// DeadlineWords prints the deadline the way the office's letter does:
// "trước ngày 30/5/2024" ends when 29/5 ends.
func (r Round) DeadlineWords() string {
	return "trước ngày " + r.Deadline.In(Zone).Format("2/1/2006")
}
