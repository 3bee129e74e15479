package picture

import "image/color"

// Colours of the picture. The shades go from light to dark in one direction, so
// that they keep their order for every eye and in black and white (ColorBrewer
// YlGnBu); states also differ by sign and word.
var (
	paper     = shade(0xFFFFFF)
	ink       = shade(0x1B2430)
	paleInk   = shade(0x56616E)
	stripe    = shade(0xF3F5F8)
	rule      = shade(0xB9C1CB)
	hatchLine = shade(0xC3CAD2)
	band      = shade(0x14315C)
	bandInk   = shade(0xFFFFFF)
	bandPale  = shade(0xD5E0F0)
)

// shareStep is one shade: of shares from that percentage on.
type shareStep struct {
	from  int
	words string
	frame color.RGBA
	fill  color.RGBA
	ink   color.RGBA
}

var shareSteps = []shareStep{
	{0, "0", rule, paper, paleInk},
	{1, "1–24", shade(0xE3F1C4), shade(0xE3F1C4), ink},
	{25, "25–49", shade(0xA9DBB8), shade(0xA9DBB8), ink},
	{50, "50–74", shade(0x4FB5C4), shade(0x4FB5C4), ink},
	{75, "75–99", shade(0x2368A8), shade(0x2368A8), paper},
	{100, "100", shade(0x1B2A73), shade(0x1B2A73), paper},
}

func stepOf(percent int) shareStep {
	found := shareSteps[0]
	for _, s := range shareSteps {
		if percent >= s.from {
			found = s
		}
	}
	return found
}

// stateLook is how a state is marked.
type stateLook struct {
	frame, fill, ink color.RGBA
	icon             form
}

var stateLooks = map[pictureState]stateLook{
	stateApproved: {shade(0x003D2E), shade(0x003D2E), paper, ticks},
	stateRevising: {shade(0xB34700), shade(0xFFE9D6), shade(0x7A3000), back},
	stateExcused:  {rule, shade(0xF3F4F6), paleInk, dashes},
	stateSent:     {shade(0x00694F), shade(0x00694F), paper, tick},
	stateSentLate: {shade(0x00694F), shade(0xCDE9DF), shade(0x004D3A), tick},
	stateLate:     {shade(0xB34700), shade(0xB34700), paper, bang},
	stateBegun:    {shade(0xE4E8EE), shade(0xE4E8EE), ink, half},
	stateIdle:     {rule, paper, paleInk, ring},
}

var statesInOrder = []pictureState{stateApproved, stateSent, stateSentLate, stateRevising, stateBegun, stateIdle, stateLate, stateExcused}

func shade(rgb uint32) color.RGBA {
	return color.RGBA{uint8(rgb >> 16), uint8(rgb >> 8), uint8(rgb), 0xFF}
}
