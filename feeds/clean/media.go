package clean

import (
	"net/url"
	"path"
	"strings"
)

// A video, a recording or a frame of another site is kept as one inert element,
// <source src type title>: no browser loads it, and a reader is shown that there
// is something and where. Its type is "video", "audio" or "text/html".

// mediaTags are the elements that show something a terminal can not.
var mediaTags = set("video audio iframe embed object source amp-video amp-audio amp-iframe amp-youtube lite-youtube")

// media keeps the element at i; what is in it is for browsers that cannot show
// it.
func (w *walker) media(toks []token, i int) {
	t := &toks[i]
	if len(t.attr) == 0 && t.match <= i || junk(t, func() bool { return true }) || w.inPre() {
		return
	}
	if t.name == "source" && t.get("src") == "" { // another form of the picture that follows
		if w.source == "" {
			w.source = pictureURL(t, w.base)
		}
		return
	}
	if unseen(t) {
		return
	}
	kind, address := w.mediaOf(t)
	for j := i + 1; address == "" && j < t.match && j-i < 40; j++ {
		if in := &toks[j]; in.name == "source" || in.name == "embed" || in.name == "iframe" || in.name == "param" && param(in) {
			var found string
			if found, address = w.mediaOf(in); kind == "text/html" {
				kind = found
			}
		}
	}
	if address == "" || counts(address) {
		return
	}
	address, kind = player(address, kind)
	w.place(true)
	if w.inside && w.tabs == 0 {
		w.separate()
	}
	w.openInlines()
	w.htm = append(w.htm, "<source"+attribute("src", address)+attribute("type", kind)...)
	if title := mediaTitle(t); title != "" {
		w.htm = append(w.htm, attribute("title", title)...)
	}
	w.htm = append(w.htm, '>')
}

// mediaOf is what an element shows by itself, and where that is; "" for nowhere.
func (w *walker) mediaOf(t *token) (kind, address string) {
	if id := t.get("videoid") + t.get("data-videoid"); id != "" && strings.HasSuffix(t.name, "youtube") {
		address, _ = URL("https://www.youtube.com/watch?v="+url.QueryEscape(id), nil)
		return "video", address
	}
	for _, key := range []string{"data-src", "data-lazy-src", "src", "data", "value"} {
		if u, ok := URL(t.get(key), w.base); ok && t.get(key) != "" && !strings.HasPrefix(u, "mailto:") {
			address = u
			break
		}
	}
	kind, _, _ = strings.Cut(strings.ToLower(t.get("type")), "/")
	switch {
	case strings.HasSuffix(t.name, "video"):
		return "video", address
	case strings.HasSuffix(t.name, "audio"):
		return "audio", address
	case kind == "video" || kind == "audio":
		return kind, address
	}
	return "text/html", address
}

// param reports the parameter of an old object that says where its film is.
func param(t *token) bool {
	name := strings.ToLower(t.get("name"))
	return name == "movie" || name == "src" || name == "url"
}

// unseen reports an element too small to be seen: it counts readers.
func unseen(t *token) bool {
	w, h := pixels(t, "width"), pixels(t, "height")
	if w >= 0 && w <= 2 || h >= 0 && h <= 2 {
		return w != 0 || h < 100 // some give a width of 0 and stretch it
	}
	style := strings.ToLower(strings.ReplaceAll(t.get("style"), " ", "")) + ";"
	for _, s := range []string{"height:0;", "height:0px;", "height:1px;"} {
		if strings.HasPrefix(style, s) || strings.Contains(style, ";"+s) {
			return true
		}
	}
	return false
}

// counts reports a frame that shows a reader nothing: it counts, advertises, or
// asks to be liked.
func counts(address string) bool {
	for _, part := range []string{
		"googletagmanager.com/", "doubleclick.net/", "googlesyndication.com/", "google-analytics.com/", "amazon-adsystem.com/",
		"facebook.com/plugins/like", "facebook.com/plugins/page", "facebook.com/plugins/share", "platform.twitter.com/widgets/",
		"google.com/recaptcha", "disqus.com/", "taboola.com/", "outbrain.com/", "smartadserver.com/", "/adserver/", "teads.tv/",
		"addthis.com/", "flattr.com/", "accounts.google.com/", "consent.", "sp-prod.net/", "xiti.com/",
	} {
		if strings.Contains(address, part) {
			return true
		}
	}
	return tracker(address)
}

// mediaTitle is what the thing is called, unless that is only what it is.
func mediaTitle(t *token) string {
	for _, key := range []string{"title", "aria-label", "alt"} {
		title := Line(head(t.get(key), 300))
		lower := strings.ToLower(title)
		if title == "" || len(title) > 200 {
			continue
		}
		general := false
		for _, word := range []string{"player", "lecteur", "iframe", "embed", "intégré"} {
			general = general || strings.Contains(lower, word)
		}
		switch lower {
		case "youtube", "vimeo", "dailymotion", "video", "vidéo", "audio", "podcast", "spotify":
			general = true
		}
		if !general {
			return title
		}
	}
	return ""
}

// player is the page of what a player plays, and what kind of thing that is, for
// players that are met often.
func player(address, kind string) (string, string) {
	u, err := url.Parse(address)
	if err != nil {
		return address, kind
	}
	host := strings.TrimPrefix(u.Host, "www.")
	last := path.Base(u.Path)
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	page := ""
	switch {
	case host == "youtube.com" || host == "youtube-nocookie.com" || host == "youtu.be" || host == "m.youtube.com":
		kind = "video"
		if list := u.Query().Get("list"); last == "videoseries" && list != "" {
			page = "https://www.youtube.com/playlist?list=" + url.QueryEscape(list)
		} else if len(parts) == 2 && (parts[0] == "embed" || parts[0] == "v" || parts[0] == "shorts") && last != "videoseries" {
			page = "https://www.youtube.com/watch?v=" + url.QueryEscape(last)
		}
	case host == "player.vimeo.com" && len(parts) == 2 && parts[0] == "video":
		kind, page = "video", "https://vimeo.com/"+last
		if h := u.Query().Get("h"); h != "" {
			page += "/" + url.PathEscape(h)
		}
	case strings.HasSuffix(host, "dailymotion.com"):
		kind = "video"
		if id := u.Query().Get("video"); id != "" {
			page = "https://www.dailymotion.com/video/" + url.PathEscape(id)
		} else if len(parts) == 3 && parts[0] == "embed" {
			page = "https://www.dailymotion.com/video/" + last
		}
	case host == "w.soundcloud.com":
		kind, page = "audio", u.Query().Get("url")
		if strings.Contains(page, "api.soundcloud.com") {
			page = ""
		}
	case host == "open.spotify.com":
		kind, page = "audio", strings.Replace(strings.Replace(address, "/embed-podcast/", "/", 1), "/embed/", "/", 1)
	case host == "embed.podcasts.apple.com":
		kind, page = "audio", strings.Replace(address, "//embed.", "//", 1)
	case kind != "text/html":
	case among(host, videoHosts) || strings.Contains(u.Path, "/videos/embed/") || host == "facebook.com" && strings.HasPrefix(u.Path, "/plugins/video"):
		kind = "video"
	case among(host, audioHosts):
		kind = "audio"
	default:
		switch strings.ToLower(path.Ext(u.Path)) {
		case ".mp4", ".webm", ".m4v", ".mov", ".m3u8", ".ogv", ".mkv":
			kind = "video"
		case ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".wav", ".flac":
			kind = "audio"
		}
	}
	if clean, ok := URL(page, nil); ok && page != "" {
		return clean, kind
	}
	return address, kind
}

func among(host string, hosts map[string]bool) bool {
	for {
		if hosts[host] {
			return true
		}
		_, rest, ok := strings.Cut(host, ".")
		if !ok {
			return false
		}
		host = rest
	}
}

// Players that are known by their host, or by a domain it is in.
var (
	videoHosts = set(`vimeo.com player.twitch.tv clips.twitch.tv embed.ted.com players.brightcove.net cdn.jwplayer.com
		content.jwplatform.com ultimedia.com digiteka.net kaltura.com streamable.com rumble.com wistia.net wistia.com
		tiktok.com player.bilibili.com video.twimg.com loom.com odysee.com`)
	audioHosts = set(`soundcloud.com spotify.com podcasts.apple.com acast.com ausha.co audioboom.com podbean.com
		buzzsprout.com simplecast.com megaphone.fm anchor.fm libsyn.com omny.fm widget.deezer.com castbox.fm spreaker.com
		transistor.fm captivate.fm art19.com audiomeans.fr podcloud.fr bandcamp.com mixcloud.com`)
)
