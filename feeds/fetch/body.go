package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// largeBody is what hardly a feed is larger than, in bytes.
const largeBody = 1 << 20

var (
	errTooLarge = errors.New("the body is too large")
	errCoding   = errors.New("unknown content coding")
)

const (
	// A body brings at least stallBytes within stallWindow, or it is given up:
	// whoever sends a byte a second keeps the feeds of the host from their turn.
	stallWindow = 15 * time.Second
	stallBytes  = 4096
)

// steady is a body that is given up when hardly anything comes.
type steady struct {
	io.ReadCloser
	timer  *time.Timer
	window time.Duration
	got    int
}

func newSteady(body io.ReadCloser, window time.Duration, giveUp func()) *steady {
	return &steady{ReadCloser: body, timer: time.AfterFunc(window, giveUp), window: window}
}

func (s *steady) Read(b []byte) (int, error) {
	n, err := s.ReadCloser.Read(b)
	if s.got += n; s.got >= stallBytes && s.timer.Stop() {
		s.got = 0
		s.timer.Reset(s.window)
	}
	return n, err
}

func (s *steady) stop() { s.timer.Stop() }

// readBody decodes a body as a stream: never more than limit bytes are held,
// whatever they unpack to. With an error it returns what came before it.
// Before it holds more than largeBody bytes it asks large, which may wait.
func readBody(r io.Reader, coding string, limit int64, large func() error) ([]byte, error) {
	var err error
	codings := strings.Split(coding, ",")
	if len(codings) > 3 {
		return nil, errCoding
	}
	for i := len(codings) - 1; i >= 0; i-- { // the last applied is undone first
		var done func()
		if r, done, err = decoder(r, strings.ToLower(strings.TrimSpace(codings[i]))); err != nil {
			return nil, err
		}
		defer done()
	}
	// Some servers compress files a second time without saying so.
	br := bufio.NewReader(r)
	r = br
	if magic, _ := br.Peek(2); bytes.Equal(magic, []byte{0x1F, 0x8B}) {
		if r, err = gzip.NewReader(br); err != nil {
			return nil, err
		}
	}
	var buf bytes.Buffer
	begin := min(limit, largeBody)
	n, err := io.Copy(&buf, io.LimitReader(r, begin))
	if err != nil || n < begin {
		return buf.Bytes(), err
	}
	if err := large(); err != nil {
		return nil, err
	}
	more, err := io.Copy(&buf, io.LimitReader(r, limit-n+1))
	if n+more > limit {
		return nil, errTooLarge
	}
	return buf.Bytes(), err
}

func decoder(r io.Reader, coding string) (io.Reader, func(), error) {
	nothing := func() {}
	switch coding {
	case "", "identity", "utf-8", "none":
		return r, nothing, nil
	case "gzip", "x-gzip":
		br := bufio.NewReader(r)
		if magic, err := br.Peek(2); len(magic) < 2 || magic[0] != 0x1F || magic[1] != 0x8B {
			if errors.Is(err, io.EOF) || err == nil { // said to be compressed, and is not
				return br, nothing, nil
			}
			return nil, nothing, err
		}
		z, err := gzip.NewReader(br)
		return z, nothing, err
	case "deflate":
		br := bufio.NewReader(r)
		if magic, _ := br.Peek(2); len(magic) == 2 && magic[0]&0x0F == 8 && (int(magic[0])<<8|int(magic[1]))%31 == 0 {
			z, err := zlib.NewReader(br)
			return z, nothing, err
		}
		return flate.NewReader(br), nothing, nil
	case "br":
		return brotli.NewReader(r), nothing, nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, nothing, err
		}
		return z, z.Close, nil
	}
	return nil, nothing, errCoding
}

// maxAge is how long the server calls its answer fresh.
func maxAge(h http.Header) time.Duration {
	for directive := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(directive)), "=")
		switch name {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			n, err := strconv.ParseInt(strings.Trim(value, `" `), 10, 32)
			if err != nil || n < 0 {
				return 0
			}
			return time.Duration(n) * time.Second
		}
	}
	expires, err := http.ParseTime(h.Get("Expires"))
	if err != nil {
		return 0
	}
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil || expires.Before(date) {
		return 0
	}
	return expires.Sub(date)
}
