package emulator

import (
	"fmt"
	"strings"
	"testing"
)

// The cases and their errors are those of tdlib's own test of parse_html, with
// the emoji of two UTF-16 units, and some of ours.
func TestParseHTML(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"", ""},
		{"➡️ ➡️", "➡️ ➡️"},
		{"&lt;&gt;&amp;&quot;&laquo;&raquo;&#12345678;", `<>&"&laquo;&raquo;&#12345678;`},
		{"&#39;&#34;&#x41;&lt", `'"A<`},
		{"➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️ italic 5+5"},
		{"🏟<strong>Huế</strong>", "🏟Huế bold 2+3"},
		{"<b>a<i>b</i></b>", "ab bold 0+2 italic 1+1"},
		{"<u>a</u><ins>b</ins><s>c</s><strike>d</strike><del>e</del>", "abcde underline 0+1 underline 1+1 strikethrough 2+1 strikethrough 3+1 strikethrough 4+1"},
		{`<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>`, "ab spoiler 0+1 spoiler 1+1"},
		{`<a href="http://example.com/?a=1&amp;b=2">x</a>`, "x text_link 0+1 http://example.com/?a=1&b=2"},
		{`<a>example.com</a>`, "example.com text_link 0+11 http://example.com/"},
		{`<a href="tg://user?id=7">x</a>`, "x text_mention 0+1 user 7"},
		{`<a href="nonsense">x</a>`, "x"},
		{`<pre><code class="language-go">x</code></pre>`, "x pre 0+1 go"},
		{`<code class="language-go">x</code>`, "x code 0+1"},
		{`<blockquote expandable>x</blockquote>`, "x expandable_blockquote 0+1"},
		{`<B>a</ b>`, `error: Unclosed end tag at byte offset 4`},
		{`<b>a</>`, "a bold 0+1"},

		{"🏟 🏟&lt;<abacaba", "error: Unclosed start tag at byte offset 13"},
		{"🏟 🏟&lt;<abac aba>", `error: Unsupported start tag "abac" at byte offset 13`},
		{"🏟 🏟&lt;<i   =aba>", `error: Empty attribute name in the tag "i" at byte offset 13`},
		{"🏟 🏟&lt;<i    aba>", `error: Can't find end tag corresponding to start tag "i"`},
		{"🏟 🏟&lt;<i    aba  =  ", `error: Unclosed start tag "i" at byte offset 13`},
		{"🏟 🏟&lt;<i    aba  =  190azAz-.,", "error: Unexpected end of name token at byte offset 27"},
		{"🏟 🏟&lt;<i    aba  =  \"&lt;&gt;&quot;>", "error: Unclosed start tag at byte offset 13"},
		{"🏟 🏟&lt;</", "error: Unexpected end tag at byte offset 13"},
		{"🏟 🏟&lt;<b></b></", "error: Unexpected end tag at byte offset 20"},
		{"🏟 🏟&lt;<i>a</i   ", "error: Unclosed end tag at byte offset 17"},
		{"🏟 🏟&lt;<i>a</em   >", `error: Unmatched end tag at byte offset 17, expected "</i>", found "</em>"`},
		{"<span>x</span>", `error: Tag "span" must have class "tg-spoiler" at byte offset 0`},
		{"&#xD800;", "error: Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"},
	} {
		text, entities, err := parseHTML(c.html)
		got := shortly(text, entities)
		if err != nil {
			got = "error: " + err.Error()
		}
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.html, got, c.want)
		}
	}
}

// shortly writes a text and its entities in one line.
func shortly(text string, entities []Entity) string {
	var b strings.Builder
	b.WriteString(text)
	for _, e := range entities {
		fmt.Fprintf(&b, " %s %d+%d", e.Type, e.Offset, e.Length)
		if e.User != nil {
			fmt.Fprintf(&b, " user %d", e.User.ID)
		}
		if extra := e.URL + e.Language; extra != "" {
			b.WriteString(" " + extra)
		}
	}
	return b.String()
}

func TestReadText(t *testing.T) {
	for _, c := range []struct{ raw, want string }{
		{" \n<b> a </b> \n", " a bold 0+2"}, // tdlib keeps blanks from the first entity on
		{"a\r\nb", "a\nb"},
		{"/start abc", "/start abc bot_command 0+6"},
		{"đồng chí gửi /tro_giup@baocao_bot nhé", "đồng chí gửi /tro_giup@baocao_bot nhé bot_command 13+20"},
		{"12/5 và/hoặc /trợ a//b /a/b http://x.vn", "12/5 và/hoặc /trợ a//b /a/b http://x.vn"},
		{"<code>/start</code> /start", "/start /start code 0+6 bot_command 7+6"},
		{"<b>/start</b>", "/start bold 0+6 bot_command 0+6"},
	} {
		text, entities, refused := readText(c.raw, "HTML")
		if refused != nil {
			t.Errorf("%q: %v", c.raw, refused)
		}
		if got := shortly(text, entities); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.raw, got, c.want)
		}
	}
}

func FuzzReadText(f *testing.F) {
	f.Add("<b>a</b> &lt; /start <a href='x.vn'>y</a>")
	f.Add(" <i> <u>ộ</u>\n</i> ")
	f.Fuzz(func(t *testing.T, raw string) {
		text, entities, refused := readText(raw, "HTML")
		if refused != nil {
			return
		}
		for _, e := range entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > utf16Len(text) {
				t.Errorf("%q gives %q with an entity outside: %+v", raw, text, e)
			}
		}
	})
}
