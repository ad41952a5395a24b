package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Every encoding that Python knows too is read when it is declared, in the
// declaration or in the header, under each of its usual names.
func TestDeclaredEncodings(t *testing.T) {
	for _, c := range []struct {
		names string
		enc   encoding.Encoding
		title string
	}{
		{"iso-8859-1 latin-1 l1 cp819 ISO_8859-1:1987", charmap.ISO8859_1, "déjà vu"},
		{"iso-8859-2 latin2 l2", charmap.ISO8859_2, "Łódź"},
		{"iso-8859-3 latin3", charmap.ISO8859_3, "ĝis"},
		{"iso-8859-4 latin4", charmap.ISO8859_4, "ēst"},
		{"iso-8859-5 cyrillic", charmap.ISO8859_5, "Новости"},
		{"iso-8859-6 arabic", charmap.ISO8859_6, "خبر"},
		{"iso-8859-7 greek ELOT_928", charmap.ISO8859_7, "Νέα"},
		{"iso-8859-8 hebrew", charmap.ISO8859_8, "חדש"},
		{"iso-8859-9 latin5", charmap.ISO8859_9, "şimdi"},
		{"iso-8859-10 latin6", charmap.ISO8859_10, "ŋa"},
		{"iso-8859-13", charmap.ISO8859_13, "žinios"},
		{"iso-8859-14", charmap.ISO8859_14, "ŵyr"},
		{"iso-8859-15 latin-9", charmap.ISO8859_15, "5 €"},
		{"iso-8859-16", charmap.ISO8859_16, "știri"},
		{"windows-1250 cp1250", charmap.Windows1250, "Łódź"},
		{"windows-1251 cp1251", charmap.Windows1251, "Новости"},
		{"windows-1252 cp1252", charmap.Windows1252, "“5 €”"},
		{"windows-1253 cp1253", charmap.Windows1253, "Νέα"},
		{"windows-1254 cp1254", charmap.Windows1254, "şimdi"},
		{"windows-1255 cp1255", charmap.Windows1255, "חדש"},
		{"windows-1256 cp1256", charmap.Windows1256, "خبر"},
		{"windows-1257 cp1257", charmap.Windows1257, "žinios"},
		{"windows-1258 cp1258", charmap.Windows1258, "đi"},
		{"windows-874 cp874 tis-620", charmap.Windows874, "ข่าว"},
		{"koi8-r", charmap.KOI8R, "Новости"},
		{"koi8-u", charmap.KOI8U, "Новини"},
		{"macintosh mac-roman x-mac-roman", charmap.Macintosh, "déjà vu"},
		{"cp437 ibm437 437", charmap.CodePage437, "déjà vu"},
		{"cp850 ibm850 850", charmap.CodePage850, "déjà vu"},
		{"cp852 ibm852", charmap.CodePage852, "Łódź"},
		{"cp855 ibm855", charmap.CodePage855, "Новости"},
		{"cp858", charmap.CodePage858, "5 €"},
		{"cp860", charmap.CodePage860, "canção"},
		{"cp862", charmap.CodePage862, "חדש"},
		{"cp863", charmap.CodePage863, "déjà"},
		{"cp865", charmap.CodePage865, "blåbær"},
		{"cp866 ibm866", charmap.CodePage866, "Новости"},
		{"cp037 ibm037", charmap.CodePage037, "plain"},
		{"cp1140", charmap.CodePage1140, "plain"},
		{"shift_jis sjis ms_kanji cp932", japanese.ShiftJIS, "日本のニュース"},
		{"euc-jp eucjp ujis", japanese.EUCJP, "日本のニュース"},
		{"iso-2022-jp", japanese.ISO2022JP, "日本のニュース"},
		{"gb2312 gbk cp936 euc-cn", simplifiedchinese.GBK, "中国新闻"},
		{"gb18030", simplifiedchinese.GB18030, "中国新闻"},
		{"hz hz-gb-2312", simplifiedchinese.HZGB2312, "中国新闻"},
		{"big5 cp950 big5-hkscs", traditionalchinese.Big5, "台灣新聞"},
		{"euc-kr korean ks_c_5601-1987 cp949", korean.EUCKR, "한국 뉴스"},
		{"utf-16le", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "日本"},
		{"utf-16be", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "日本"},
		{"utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), "日本"},
		{"utf-32be ucs-4", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), "日本"},
		{"utf-8 u8 utf8 UTF_8", encoding.Nop, "日本 déjà"},
	} {
		for _, name := range strings.Fields(c.names) {
			inside, err := c.enc.NewEncoder().String(`<?xml version="1.0" encoding="` + name + `"?>` + item("<title>"+c.title+"</title>"))
			if err != nil {
				t.Fatal(name, err)
			}
			doc, err := Parse([]byte(inside), "text/xml", "")
			if err != nil || doc.Entries[0].Title != c.title {
				t.Errorf("declared %s: %+v, %v", name, doc.Entries, err)
			}
			header, err := c.enc.NewEncoder().String(item("<title>" + c.title + "</title>"))
			if err != nil {
				t.Fatal(name, err)
			}
			doc, err = Parse([]byte(header), "application/xml; charset="+name, "")
			if err != nil || doc.Entries[0].Title != c.title {
				t.Errorf("header %s: %+v, %v", name, doc.Entries, err)
			}
		}
	}
}

// An encoding that nobody declares is guessed from the language of the feed
// and from which bytes there are.
func TestUndeclaredEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		enc            encoding.Encoding
		language, text string
	}{
		"shift_jis":                    {japanese.ShiftJIS, "ja", "東京の株式市場は三日続けて値を上げた。ニュースです。"},
		"euc-jp":                       {japanese.EUCJP, "ja", "東京の株式市場は三日続けて値を上げた。ニュースです。"},
		"iso-2022-jp":                  {japanese.ISO2022JP, "ja", "東京の株式市場は三日続けて値を上げた。"},
		"gbk":                          {simplifiedchinese.GBK, "zh-cn", "上海的股票市场连续三天上涨。"},
		"big5":                         {traditionalchinese.Big5, "zh-tw", "台北的股票市場連續三天上漲。"},
		"euc-kr":                       {korean.EUCKR, "ko", "서울의 주식 시장은 사흘 연속 올랐다."},
		"windows-1251":                 {charmap.Windows1251, "ru", "Рынок вырос третий день подряд, сообщили в Москве."},
		"koi8-r":                       {charmap.KOI8R, "ru", "Рынок вырос третий день подряд, сообщили в Москве."},
		"windows-1250":                 {charmap.Windows1250, "pl", "Giełda wzrosła trzeci dzień z rzędu, żółw też."},
		"windows-1253":                 {charmap.Windows1253, "el", "Το χρηματιστήριο ανέβηκε για τρίτη μέρα."},
		"windows-1254":                 {charmap.Windows1254, "tr", "Borsa üst üste üçüncü gün yükseldi, şaşırtıcı değil."},
		"windows-1255":                 {charmap.Windows1255, "he", "הבורסה עלתה ביום השלישי ברציפות."},
		"tis-620":                      {charmap.Windows874, "th", "ตลาดหุ้นปรับตัวขึ้นเป็นวันที่สาม"},
		"russian without a language":   {charmap.Windows1251, "", "Рынок вырос третий день подряд, сообщили сегодня в Москве."},
		"koi8-r without a language":    {charmap.KOI8R, "", "Рынок вырос третий день подряд, сообщили сегодня в Москве."},
		"euc-jp without a language":    {japanese.EUCJP, "", "東京の株式市場は三日続けて値を上げた。ニュースです。"},
		"shift_jis without a language": {japanese.ShiftJIS, "", "東京の株式市場は三日続けて値を上げた。ニュースです。"},
		"french":                       {charmap.Windows1252, "fr", "La Bourse a gagné du terrain ; « l’été » fut chaud."},
		"french without a language":    {charmap.Windows1252, "", "La Bourse a gagné du terrain ; « l’été » fut chaud."},
	} {
		body, err := c.enc.NewEncoder().String(`<?xml version="1.0"?><rss version="2.0"><channel><title>T</title><language>` + c.language + `</language><item><title>` + c.text + `</title></item></channel></rss>`)
		if err != nil {
			t.Fatal(name, err)
		}
		doc, err := Parse([]byte(body), "", "")
		if err != nil || len(doc.Entries) != 1 || doc.Entries[0].Title != c.text {
			t.Errorf("%s: %+v, %v", name, doc.Entries, err)
		}
	}
}

func TestConformIllFormed(t *testing.T) {
	conform(t, []conformance{
		{"unclosed bold in a description", rssFeed(`<item><description><b>Bold</description><title>One</title></item>`), "0 title: One"},
		{"undefined entity", rssFeed(`<item><title>caf&eacute; &mdash; &hellip;</title></item>`), "0 title: café — …"},
		{"entity without its semicolon", rssFeed(`<item><title>AT&T &amp co</title></item>`), "0 title: AT&T & co"},
		{"ampersand in a URL", rssFeed(`<item><enclosure url="/a?b=1&c=2" type="x/y"/></item>`), "0 enclosures: https://a.example/a?b=1&c=2 x/y 0"},
		{"unquoted attribute", rssFeed(`<item><enclosure url=/a.mp3 type=audio/mpeg length=7></enclosure></item>`), "0 enclosures: https://a.example/a.mp3 audio/mpeg 7"},
		{"control characters", rssFeed("<item><title>a\x0bb\x1fc</title></item>"), "0 title: abc"},
		{"references to control characters", rssFeed("<item><title>a&#11;b&#x1f;c</title></item>"), "0 title: abc"},
		{"references of Windows-1252", rssFeed("<item><title>&#147;a&#148; &#150; b</title></item>"), "0 title: “a” – b"},
		{"a reference too large", rssFeed("<item><title>a &#1114112; b</title></item>"), "0 title: a � b"},
		{"lone surrogates", rssFeed("<item><title>a &#xD83D; b</title></item>"), "0 title: a � b"},
		{"surrogate pair", rssFeed("<item><title>a &#xD83D;&#xDE00; b</title></item>"), "0 title: a 😀 b"},
		{"less-than in a title", rssFeed("<item><title>3 < 4</title><link>/1</link></item>"), "0 title: 3 < 4\n0 link: https://a.example/1"},
		{"CDATA never closed in one item", rssFeed(`<item><title>One</title></item><item><title><![CDATA[Two</title></item>`), "0 title: One"},
		{"nested CDATA", rssFeed(`<item><description><![CDATA[a <![CDATA[b]]> c]]></description><title>One</title></item>`), "0 title: One"},
		{"no namespace declarations", `<rss version="2.0"><channel><title>T</title><item><dc:creator>Ann</dc:creator><dc:date>2024-01-01T00:00:00Z</dc:date><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded><media:thumbnail url="/t.jpg"/></item></channel></rss>`,
			"0 authors: Ann\n0 published: 2024-01-01T00:00:00Z\n0 content: <p>x</p>\n0 image: https://a.example/t.jpg"},
		{"a prefix declared twice", `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><item><dc:creator>Ann</dc:creator></item></channel></rss>`, "0 authors: Ann"},
		{"document type with entities", `<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY eacute "&#233;">]>` + rssFeed(`<item><title>caf&eacute;&nbsp;x</title></item>`), "0 title: café\u00a0x"},
		{"processing instruction inside", rssFeed(`<?php echo 1 ?><item><title>One</title></item>`), "0 title: One"},
		{"xml 1.1", "<?xml version=\"1.1\"?>" + rssFeed("<item><title>a&#x85;b&#1;c</title></item>"), "0 title: a…bc"},
		{"a declaration in the middle", rssFeed(`<?xml version="1.0"?><item><title>One</title></item>`), "0 title: One"},
		{"two feeds in a row", rssFeed(`<item><title>One</title></item>`) + rssFeed(`<item><title>Two</title></item>`), "entries: 1\n0 title: One"},
		{"spaces in tags", `<rss version = "2.0" ><channel ><title >T</title ><item ><title >One</title ></item ></channel ></rss >`, "title: T\n0 title: One"},
		{"atom without its end", `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>One</title></entry>`, "title: T\n0 title: One"},
		{"a title with markup in Atom", atomFeed(`<entry><title>Big <b>news</b></title></entry>`), "0 title: Big news"},
		{"an author in a title", rssFeed(`<item><title>One<author>Ann</author></title></item>`), "0 title: One\n0 authors: Ann"},
	})
}
