package sqlite

import (
	"fmt"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// Bodies are text and HTML one after the other, compressed: the HTML repeats
// the text, so both together take little more than one.

var encoderOnce = sync.OnceValue(func() *zstd.Encoder {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2),
		zstd.WithWindowSize(1<<17), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(false))
	if err != nil {
		panic(err) // only for options out of range
	}
	return enc
})

var decoderOnce = sync.OnceValue(func() *zstd.Decoder {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxMemory(64<<20))
	if err != nil {
		panic(err)
	}
	return dec
})

func encodeBody(text, html string) []byte {
	e := encoder{b: make([]byte, 0, len(text)+len(html)+8)}
	e.text(text)
	e.text(html)
	return encoderOnce().EncodeAll(e.b, make([]byte, 0, len(e.b)/2+64))
}

func decodeBody(blob []byte) (text, html string, err error) {
	if len(blob) == 0 {
		return "", "", nil
	}
	plain, err := decoderOnce().DecodeAll(blob, nil)
	if err != nil {
		return "", "", fmt.Errorf("article body: %w", errBlob)
	}
	d := decoder{b: plain}
	text, html = d.text(), d.text()
	return text, html, d.done("article body")
}
