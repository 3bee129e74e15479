package flows

// ByOffice tells that the office gave an answer on the unit's behalf.
func (a Answer) ByOffice() bool { return a.Channel == OfficeChannel }

// Change is an answer that replaced another after the report was first sent.
type Change struct {
	Unit UnitID
	Old  Answer // without a state: the question had no answer
	New  Answer // with the name of who gave it; Withdrawn: it has none again
}

// Target is what a question is to reach, for one unit or for all of them together.
type Target struct {
	Question QuestionID
	Unit     UnitID // empty: all the units of the round together
	Number   int64  // as in Value: money in whole đồng, a rate in hundredths of 1 %
}
