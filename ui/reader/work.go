package reader

import (
	tea "charm.land/bubbletea/v2"

	"lede/newsroom"
	"lede/ui/render"
)

// work is what has to be laid out. One article at a time is in the works: first
// the one on screen, then its neighbours.
type work struct {
	busy      bool
	neighbour []newsroom.Reading
}

// mostNeighbours is how many articles wait to be laid out before they are
// asked for; older ones give way.
const mostNeighbours = 4

// rendered says that an article has been laid out.
type rendered struct {
	of   *Model
	key  render.Key
	body *render.Article // nil for a neighbour: it is in the cache
}

func (m *Model) renderOptions() render.Options {
	return render.Options{Width: m.measure(), Wide: m.w - m.left() - gutter - 2, Theme: m.o.Theme, Justify: m.o.Justify, Words: m.words}
}

func (m *Model) key() render.Key {
	return render.KeyOf(&m.reading.Article, &m.reading.Digest, m.renderOptions())
}

// takeCached takes the body if it has been laid out before.
func (m *Model) takeCached() {
	key := m.key()
	if m.body != nil && m.bodyKey == key {
		return
	}
	if body, ok := m.o.Cache.Get(key); ok {
		m.take(key, body)
	}
}

func (m *Model) take(key render.Key, body *render.Article) {
	m.body, m.bodyKey = body, key
	if m.panel != nil && m.panel.kind == linksPanel {
		m.panel = m.newPanel(linksPanel)
	}
	if m.restore > 0 {
		m.top = len(m.head) + body.LineOf(m.restore) - m.titleLine()
		if m.flash.End > 0 {
			m.top -= m.textHeight() / 3
		}
		m.restore = 0
	}
	m.clamp()
}

// Prefetch lays an article out before it is asked for.
func (m *Model) Prefetch(r newsroom.Reading) tea.Cmd {
	if m.w == 0 {
		return nil
	}
	m.work.neighbour = append(m.work.neighbour, r)
	if len(m.work.neighbour) > mostNeighbours {
		m.work.neighbour = m.work.neighbour[1:]
	}
	return m.next()
}

// next starts the next piece of work, if none is being done.
func (m *Model) next() tea.Cmd {
	if m.work.busy || m.w == 0 {
		return nil
	}
	o, cache := m.renderOptions(), m.o.Cache
	if m.has {
		if key := m.key(); m.body == nil || m.bodyKey != key {
			m.work.busy = true
			r := m.reading
			return func() tea.Msg { return rendered{m, key, cache.Render(&r.Article, &r.Digest, o)} }
		}
	}
	for len(m.work.neighbour) > 0 {
		r := m.work.neighbour[0]
		m.work.neighbour = m.work.neighbour[1:]
		key := render.KeyOf(&r.Article, &r.Digest, o)
		if _, ok := cache.Get(key); ok {
			continue
		}
		m.work.busy = true
		return func() tea.Msg {
			cache.Render(&r.Article, &r.Digest, o)
			return rendered{m, key, nil}
		}
	}
	return nil
}

func (m *Model) rendered(msg rendered) tea.Cmd {
	m.work.busy = false
	if m.has && msg.key == m.key() {
		if msg.body != nil {
			m.take(msg.key, msg.body)
		} else {
			m.takeCached()
		}
	}
	return m.next()
}
