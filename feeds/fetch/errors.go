package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Kind tells failures apart that are handled differently.
type Kind string

// The kinds of failures.
const (
	KindURL       Kind = "url"
	KindScheme    Kind = "scheme"
	KindDNS       Kind = "dns"
	KindTLS       Kind = "tls"
	KindRefused   Kind = "refused"
	KindTimeout   Kind = "timeout"
	KindCancelled Kind = "cancelled"
	KindPrivate   Kind = "private"
	KindRedirect  Kind = "redirect"
	KindTooLarge  Kind = "too large"
	KindStatus    Kind = "status"
	KindNetwork   Kind = "network"
	KindBusy      Kind = "busy" // with other requests of ours: it was not asked
)

// Error is a failed fetch. Problem and Advice are sentences for people; they
// hold no passwords.
type Error struct {
	Kind       Kind
	Status     int // of HTTP, 0 when there was none
	Problem    string
	Advice     string
	RetryAfter time.Time // do not come back before; zero when the server says nothing
	Err        error
}

func (e *Error) Error() string { return e.Problem }
func (e *Error) Unwrap() error { return e.Err }

func refusedScheme(u *url.URL, hop int) error {
	scheme := u.Scheme
	if len(scheme) > 20 || scheme == "" {
		scheme = "another scheme"
	} else {
		scheme += ":"
	}
	if hop > 0 {
		return &Error{Kind: KindScheme, Problem: "The server redirects to " + scheme + ", which is not followed.", Advice: "Look for another feed address on the site."}
	}
	return &Error{Kind: KindScheme, Problem: "Only http: and https: addresses are fetched, not " + scheme + ".", Advice: "Check the address; it begins with https://."}
}

func tooLarge(limit int64) error {
	return &Error{Kind: KindTooLarge, Problem: fmt.Sprintf("The answer is larger than %d MB.", limit>>20), Advice: "Look for a shorter feed on the site; no news feed needs so much."}
}

const later = "Nothing to do: it is tried again later."

// explain says in plain words why a request failed.
func explain(err error, u *url.URL) error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	e := &Error{Kind: KindNetwork, Err: err}
	host := u.Hostname()
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var timeout net.Error
	switch {
	case errors.Is(err, errPrivate):
		e.Kind, e.Problem = KindPrivate, host+" is not on the public internet, and this server does not go there."
		e.Advice = "The operator of the server can allow the host in the configuration."
	case errors.Is(err, errBusy):
		e.Kind, e.Problem, e.Advice = KindBusy, host+" is still answering for other feeds.", later
	case errors.Is(err, context.Canceled):
		e.Kind, e.Problem, e.Advice = KindCancelled, "The request was cancelled.", later
	case errors.Is(err, errFirstByte):
		e.Kind, e.Problem, e.Advice = KindTimeout, host+" does not answer in time.", later
	case errors.Is(err, errTotal), errors.Is(err, context.DeadlineExceeded):
		e.Kind, e.Problem, e.Advice = KindTimeout, host+" sends too slowly; the feed was not complete in time.", later
	case errors.As(err, &dns):
		e.Kind = KindDNS
		if dns.IsNotFound {
			e.Problem, e.Advice = "There is no host named "+host+".", "Check the address; the site may have moved. Without a network nothing is found."
		} else {
			e.Problem, e.Advice = "The name "+host+" cannot be looked up.", "Check the network connection."
		}
	case errors.As(err, &cert), errors.As(err, &unknown), errors.As(err, &hostname), errors.As(err, &invalid):
		e.Kind, e.Problem = KindTLS, "The certificate of "+host+" is not valid: "+certificate(err)+"."
		e.Advice = "The site has to repair this; check also the clock of this machine."
	case errors.As(err, &record), errors.As(err, &alert), strings.Contains(err.Error(), "tls: "),
		strings.Contains(err.Error(), "server gave HTTP response"):
		e.Kind, e.Problem = KindTLS, "No secure connection to "+host+" can be made."
		e.Advice = "Try the address with http:// if the site has no https."
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Kind, e.Problem, e.Advice = KindRefused, host+" refuses the connection.", later
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		e.Problem, e.Advice = host+" cannot be reached.", "Check the network connection."
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Kind, e.Problem, e.Advice = KindTimeout, host+" does not answer in time.", later
	case errors.Is(err, errCoding):
		e.Problem, e.Advice = host+" sends the feed in a compression nobody asked for.", later
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		e.Problem, e.Advice = host+" closed the connection before the feed was complete.", later
	case strings.Contains(err.Error(), "server response headers exceeded"), strings.Contains(err.Error(), "header list"):
		e.Problem, e.Advice = host+" sends too many headers.", later
	default:
		e.Problem, e.Advice = "The feed could not be fetched from "+host+".", later
	}
	return e
}

func certificate(err error) string {
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &hostname):
		return "it is for another host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "it has expired or is not valid yet"
	case errors.As(err, &unknown):
		return "nobody known has signed it"
	}
	return "it cannot be verified"
}

// status explains an HTTP status that is no success.
func (c *Client) status(u *url.URL, resp *http.Response) error {
	host, s := u.Hostname(), resp.StatusCode
	e := &Error{Kind: KindStatus, Status: s, Advice: later}
	switch {
	case s == http.StatusUnauthorized:
		e.Problem, e.Advice = host+" asks for a name and a password (401).", "Put them into the address: https://name:password@host/."
	case s == http.StatusPaymentRequired:
		e.Problem, e.Advice = host+" gives this feed to subscribers only (402).", "Ask the site for a personal feed address."
	case s == http.StatusForbidden:
		e.Problem, e.Advice = host+" does not allow access to this feed (403).", "Open it in a browser; the site may block feed readers."
	case s == http.StatusNotFound:
		e.Problem, e.Advice = "There is no feed at this address (404).", "Look for the feed on the site; the address may have changed."
	case s == http.StatusGone:
		e.Problem, e.Advice = "The site has removed this feed for good (410).", "Unsubscribe, or look for another feed on the site."
	case s == http.StatusTooManyRequests:
		e.Problem = host + " asks not to be polled so often (429)."
	case s == http.StatusServiceUnavailable:
		e.Problem = host + " is not available at the moment (503)."
	case s >= 500:
		e.Problem = fmt.Sprintf("%s has a problem of its own (%d).", host, s)
	default:
		e.Problem = fmt.Sprintf("%s answers with status %d.", host, s)
	}
	if s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable || s == http.StatusForbidden {
		e.RetryAfter = retryAfter(resp.Header.Get("Retry-After"), c.o.Clock())
	}
	return e
}

var ofFeed = regexp.MustCompile(`\b(the|The|this|no) feed\b`)

// named makes an error speak of what was asked for: its sentences are written for
// feeds.
func named(err error, accept string) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case accept == AcceptPage:
		e.Problem = ofFeed.ReplaceAllString(e.Problem, "$1 page")
		if e.Advice != later && (e.Kind == KindStatus || e.Kind == KindRedirect || e.Kind == KindTooLarge || e.Kind == KindScheme) {
			e.Advice = "Open it in a browser."
		}
	case accept == AcceptAny && e.Status == http.StatusNotFound:
		e.Problem, e.Advice = "There is nothing at this address (404).", "Check how it is written, or look for the feed on the site."
	}
	return err
}

// maxRetryAfter bounds what a server may ask for by mistake.
const maxRetryAfter = 30 * 24 * time.Hour

// retryAfter reads seconds or a date.
func retryAfter(v string, now time.Time) time.Time {
	v = strings.TrimSpace(v)
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		if n <= 0 {
			return time.Time{}
		}
		return now.Add(min(time.Duration(min(n, int64(maxRetryAfter/time.Second)))*time.Second, maxRetryAfter))
	}
	t, err := http.ParseTime(v)
	if err != nil || !t.After(now) {
		return time.Time{}
	}
	if t.After(now.Add(maxRetryAfter)) {
		return now.Add(maxRetryAfter)
	}
	return t.UTC()
}
