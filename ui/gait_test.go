package ui

import (
	"testing"

	"lede/ui/keymap"
)

func TestTheArticleFollowsTheFirstStepAndThenTheLast(t *testing.T) {
	desk := newFake(40)
	d := drive(t, desk, 120, 40, Options{})
	d.keys("j")
	if d.reader.ArticleID() != d.app.list.ID() {
		t.Error("the first step is not followed")
	}
	second := d.app.list.ID()
	loads := desk.calls["article"]
	d.keys("j", "j", "k", "j", "j")
	if d.reader.ArticleID() != second || desk.calls["article"] != loads {
		t.Errorf("what is passed is shown (%d) or loaded (%d times)", d.reader.ArticleID(), desk.calls["article"]-loads)
	}
	d.fire()
	if d.reader.ArticleID() != d.app.list.ID() {
		t.Error("the cursor rests and the article does not follow")
	}
	d.keys("j")
	if d.reader.ArticleID() != d.app.list.ID() {
		t.Error("a step after a rest is not followed at once")
	}
}

// Whatever is about the article under the cursor is about that one, however
// fast the keys come.
func TestKeysDuringAWalkAreAboutTheRowUnderTheCursor(t *testing.T) {
	for _, key := range []string{"enter", "e", "i", "U", "s", "Y", "w", "o", "y"} {
		d := drive(t, newFake(40), 120, 40, Options{})
		d.keys("j", "j", "j", key)
		if d.reader.ArticleID() != d.app.list.ID() {
			t.Errorf("%s: the reader shows %d, the cursor is on %d", key, d.reader.ArticleID(), d.app.list.ID())
		}
	}
	// It is still on its way: what was asked of it happens when it is there.
	d := drive(t, newFake(40), 120, 40, Options{})
	d.app.article.forget()
	d.app.list.Do(keymap.Down)
	_, load := d.app.Update(press("e"))
	if len(d.reader.did) > 0 {
		t.Fatalf("the article before was asked: %v", d.reader.did)
	}
	d.run(load)
	if len(d.reader.did) != 1 || d.reader.did[0] != keymap.Quotes || d.reader.ArticleID() != d.app.list.ID() {
		t.Errorf("the reader did %v", d.reader.did)
	}
}
