package picture

import "rsc.io/qr"

// inviteScale is how many pixels a square of the code has: a phone scans the picture
// from the screen of another one, or from paper.
const inviteScale = 10

// QR draws a text, such as the link of an invite, as a QR code in PNG.
func QR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	code.Scale = inviteScale
	return code.PNG(), nil
}
