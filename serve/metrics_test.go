package serve

import (
	"io"
	"net"
	"net/http"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func get(t *testing.T, url string) (string, int) {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), answer.StatusCode
}

func TestMetrics(t *testing.T) {
	at := make(chan net.Addr, 1)
	h := open(t, func(o *Options) {
		o.Metrics = "127.0.0.1:0"
		o.seated = func(addr net.Addr) { at <- addr }
	})
	url := "http://" + (<-at).String()
	c := h.client("ada", newKey(t))
	seat := sit(t, c, "xterm", 120, 24)
	seat.sees("reader=ada")
	run(t, c, "partly", "")
	run(t, c, "jam", "")
	if body, code := get(t, url+"/healthz"); code != http.StatusOK || body != "ok\n" {
		t.Errorf("healthz: %d %q", code, body)
	}
	body, code := get(t, url+"/metrics")
	for _, line := range []string{
		`lede_sessions{kind="interface"} 1`, `lede_sessions_total{kind="command"} 1`, "lede_readers 1", "lede_commands_failed_total 1", "lede_panics_total 1",
		"lede_connections 1", "lede_connections_unauthenticated 0", "lede_accounts 1", "# TYPE lede_output_bytes_total counter",
	} {
		if !strings.Contains(body, line+"\n") {
			t.Errorf("not in the metrics (%d): %s\n%s", code, line, body)
		}
	}
	for _, name := range []string{"ada", "127.0.0.1", "SHA256"} {
		if strings.Contains(body, name) {
			t.Errorf("the metrics tell %s", name)
		}
	}
	if _, code := get(t, url+"/"); code != http.StatusNotFound {
		t.Errorf("another path gives %d", code)
	}
	h.srv.draining.Store(true)
	if _, code := get(t, url+"/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("going down healthz gives %d", code)
	}
	h.srv.draining.Store(false)
	if err := h.rooms.Close(); err != nil {
		t.Fatal(err)
	}
	if _, code := get(t, url+"/healthz"); code != http.StatusServiceUnavailable {
		t.Errorf("without a store healthz gives %d", code)
	}
}

func TestMetricsStayHere(t *testing.T) {
	for address, ok := range map[string]bool{
		"127.0.0.1:9": true, "localhost:9": true, "[::1]:9": true, "0.0.0.0:9": false, ":9": false, "192.0.2.1:9": false, "news.example:9": false, "127.0.0.1": false,
	} {
		if err := onlyHere(address); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestCheck(t *testing.T) {
	dir := t.TempDir()
	key := filepath.Join(dir, "host_ed25519")
	o := Options{HostKeyPath: key, Mode: ModeInvite, Guests: true, Metrics: "127.0.0.1:9323", Limits: Limits{Feeds: 77}}
	var out strings.Builder
	if err := Check(o, Tongue{}, &out); err != nil {
		t.Error(err)
	}
	for _, want := range []string{"host_ed25519 (will be made)", "host_ecdsa (will be made)", "invite", "guest@HOST", "127.0.0.1:9323/metrics", "feeds of one reader", " 77\n", "24h0m0s", DefaultListen} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("not said: %s\n%s", want, out.String())
		}
	}
	if made, _ := filepath.Glob(filepath.Join(dir, "*")); len(made) > 0 {
		t.Errorf("a check makes %v", made)
	}
	if _, err := hostKeys(key); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	err := Check(Options{HostKeyPath: key, Listen: "nowhere", Mode: ModeAllowList, Metrics: "0.0.0.0:1"}, Tongue{}, &out)
	for _, want := range []string{"HOST:PORT", "needs a list", "only shown on this machine"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not found: %s in %v", want, err)
		}
	}
	if !strings.Contains(out.String(), "ssh-ed25519 SHA256:") || !strings.Contains(out.String(), "ecdsa-sha2-nistp256 SHA256:") {
		t.Errorf("the host keys are not said:\n%s", out.String())
	}
}

// Every limit there is must be shown by the check.
func TestCheckShowsAllLimits(t *testing.T) {
	var l Limits
	if got, want := len(l.all()), reflect.TypeFor[Limits]().NumField(); got != want {
		t.Errorf("%d limits are shown, there are %d", got, want)
	}
}
