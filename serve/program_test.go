//go:build unix

package serve

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"lede/news"
	"lede/store/sqlite"
)

// The tests here run the program itself, `lede serve`, as its users do.

// program is lede, built once.
var program = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "lede-serve-test-")
	if err != nil {
		return "", err
	}
	built = dir
	path := filepath.Join(dir, "lede")
	if out, err := exec.Command("go", "build", "-o", path, "lede").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return path, nil
})

var built string

func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// running is a lede serve.
type running struct {
	t             testing.TB
	cmd           *exec.Cmd
	dir           string
	addr, metrics string
	ended         chan struct{}
	said          journal
}

// serving starts lede serve with its data in dir. more is indented below serve:.
func serving(t testing.TB, dir, more string) *running {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(dir, "config.yaml")
	text := "refresh: {host_gap: 0}\nserve:\n  listen: 127.0.0.1:0\n  metrics: 127.0.0.1:0\n" + more
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r := &running{t: t, dir: dir, ended: make(chan struct{})}
	r.cmd = exec.Command(path, "--config", config, "--data", dir, "serve")
	bin := filepath.Join(dir, "bin") // for programs the server must not start
	r.cmd.Env = []string{"HOME=" + dir, "PATH=" + bin + ":" + os.Getenv("PATH"), "BROWSER=" + filepath.Join(bin, "browser"), "DISPLAY=:0", "LANG=C.UTF-8"}
	errs, err := r.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ready := make(chan struct{})
	go func() {
		defer close(r.ended)
		once := sync.OnceFunc(func() { close(ready) })
		defer once()
		lines := bufio.NewScanner(errs)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			line := lines.Text()
			_, _ = r.said.Write([]byte(line + "\n"))
			if _, at, found := strings.Cut(line, "msg=metrics address="); found {
				r.metrics = at
			}
			if _, rest, found := strings.Cut(line, "lede listens on "); found {
				r.addr, _, _ = strings.Cut(rest, ";")
				once()
			}
		}
	}()
	<-ready
	if r.addr == "" {
		t.Fatalf("lede serve does not start:\n%s", r.said.String())
	}
	t.Cleanup(func() { r.stop(syscall.SIGTERM) })
	return r
}

// stop sends a signal and waits for the end; it may be called again.
func (r *running) stop(signal syscall.Signal) {
	_ = r.cmd.Process.Signal(signal)
	<-r.ended
	_ = r.cmd.Wait()
}

// admin runs lede admin beside the server.
func (r *running) admin(args ...string) string {
	r.t.Helper()
	path, err := program()
	if err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.Command(path, append([]string{"--config", filepath.Join(r.dir, "config.yaml"), "--data", r.dir, "admin"}, args...)...)
	cmd.Env = r.cmd.Env
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("lede admin %v: %v\n%s", args, err, out)
	}
	return string(out)
}

func (r *running) dial(name string, key gossh.Signer) (*gossh.Client, error) {
	return gossh.Dial("tcp", r.addr, &gossh.ClientConfig{User: name, Auth: []gossh.AuthMethod{gossh.PublicKeys(key)}, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
}

// publisher serves feeds with as many articles each; their sentences are ours.
func publisher(t testing.TB, articles int) (base string, asked *atomic.Int64) {
	t.Helper()
	asked = &atomic.Int64{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		name := strings.Trim(r.URL.Path, "/")
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>The %s Post</title><link>http://%s/</link>`, name, r.Host)
		for i := range articles {
			fmt.Fprintf(w, `<item><guid>%s-%d</guid><link>http://%s/%s/%d</link><title>%s</title><pubDate>%s</pubDate><description>%s</description></item>`,
				name, i, r.Host, name, i, headline(name, i), fmt.Sprintf("Mon, 02 Mar 2026 %02d:%02d:%02d GMT", 8+i/60%12, i%60, len(name)), body(name, i))
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, asked
}

var (
	doers  = []string{"Microsoft", "Mistral AI", "The harbour board", "OpenAI", "A baker in Lyon", "Airbus", "The orchestra", "Nvidia"}
	deeds  = []string{"opens a workshop", "sells its old trams", "hires forty gardeners", "drops a patent", "pays for the bridge", "moves to the coast"}
	places = []string{"in Nantes", "near Turin", "after a long winter", "with borrowed money", "before the vote", "against advice"}
)

func headline(name string, i int) string {
	n := i*7 + len(name)*3
	return fmt.Sprintf("%s %s %s, number %d of %s", doers[n%len(doers)], deeds[n/3%len(deeds)], places[n/5%len(places)], i, name)
}

func body(name string, i int) string {
	var b strings.Builder
	for p := range 6 {
		n := i*5 + p*11 + len(name)
		fmt.Fprintf(&b, "&lt;p&gt;%s %s %s, and the papers of the town have written of little else for %d days. ", doers[n%len(doers)], deeds[n%len(deeds)], places[n%len(places)], n%9+2)
		fmt.Fprintf(&b, "“We did not plan this in spring, and we shall not regret it in autumn,” said Ada Quill, who runs the office there. ")
		fmt.Fprintf(&b, "&lt;a href=\"https://town.example/plans/%d\"&gt;The plan&lt;/a&gt; costs %d million euros and begins on a Tuesday.&lt;/p&gt;", i, n%40+3)
	}
	return b.String()
}

// kill -9 in the middle of a refresh, with fifty readers at work: when the
// server is back nothing that was acknowledged is lost, and the store is whole.
func TestKilledInTheMiddle(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	base, asked := publisher(t, 30)
	dir := t.TempDir()
	private := "  private_hosts: [" + strings.TrimPrefix(base, "http://") + "]\n  limits: {per_address: 100}\n"
	r := serving(t, dir, private)
	type promise struct{ print, url string }
	promises := make(chan promise, 10_000)
	enough := make(chan struct{})
	var acks atomic.Int64
	var readers sync.WaitGroup
	for i := range 50 {
		key := newKey(t)
		c, err := r.dial(fmt.Sprintf("reader%d", i), key)
		if err != nil {
			t.Fatal(err)
		}
		readers.Go(func() {
			defer c.Close()
			for n := range 20 {
				url := fmt.Sprintf("%s/r%d-%d", base, i, n)
				s, err := c.NewSession()
				if err != nil {
					return
				}
				s.Stdin = strings.NewReader(`<opml version="2.0"><body><outline type="rss" xmlUrl="` + url + `"/></body></opml>`)
				if err := s.Run("import"); err != nil {
					return // killed: not acknowledged
				}
				promises <- promise{printed(key), url}
				if acks.Add(1) == 150 {
					close(enough)
				}
			}
		})
	}
	<-enough
	r.stop(syscall.SIGKILL)
	readers.Wait()
	close(promises)
	if asked.Load() == 0 {
		t.Error("nothing was polled before the end")
	}
	s, err := sqlite.Open(context.Background(), filepath.Join(dir, "lede.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	follows := map[string]map[string]bool{}
	for p := range promises {
		if follows[p.print] == nil {
			user, err := s.UserByKey(t.Context(), p.print, "", false)
			if err != nil {
				t.Fatalf("an account is lost: %v", err)
			}
			rows, err := s.ListFeeds(t.Context(), user.ID)
			if err != nil {
				t.Fatal(err)
			}
			follows[p.print] = map[string]bool{}
			for _, row := range rows {
				follows[p.print][row.URL] = true
			}
		}
		if !follows[p.print][p.url] {
			t.Errorf("%s was acknowledged and is lost", p.url)
		}
	}
	if report, err := s.Check(t.Context()); err != nil || !report.OK {
		t.Errorf("the store: %+v, %v", report, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := serving(t, dir, private)
	c, err := again.dial("late", newKey(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if out, errs, code := run(t, c, "feeds", ""); code != 0 || out == "" {
		t.Errorf("after the restart: %q, %q, %d", out, errs, code)
	}
	again.stop(syscall.SIGTERM)
	if code := again.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("SIGTERM ends it with %d:\n%s", code, again.said.String())
	}
}

// The house is polled once for all who read it, and lede admin works beside the
// server and without it.
func TestProgramServesAHouse(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	base, asked := publisher(t, 5)
	r := serving(t, t.TempDir(), "  private_hosts: ["+strings.TrimPrefix(base, "http://")+"]\n  mode: invite\n  guests: true\n")
	code, _, _ := strings.Cut(r.admin("invite", "--role", "editor", "--name", "ed"), "\n")
	key := newKey(t)
	ed, err := r.dial("x", key)
	if err != nil {
		t.Fatal(err)
	}
	defer ed.Close()
	if _, errs, exit := run(t, ed, "join "+code, ""); exit != 0 {
		t.Fatalf("join: %q, %d", errs, exit)
	}
	if out, errs, exit := run(t, ed, "house add "+base+"/morning News", ""); exit != 0 || !strings.Contains(out, "everybody follows") {
		t.Fatalf("house add: %q, %q, %d", out, errs, exit)
	}
	s, err := sqlite.Open(t.Context(), filepath.Join(r.dir, "lede.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	user, err := s.UserByKey(t.Context(), printed(key), "", false)
	if err != nil || user.Role != news.Editor {
		t.Fatalf("who joined is %+v, %v", user, err)
	}
	changes := s.Changes(t.Context())
	for { // until it is polled
		rows, err := s.ListFeeds(t.Context(), user.ID)
		if err != nil {
			t.Fatal(err)
		}
		if i := len(rows) - 1; i >= 0 && rows[i].URL == base+"/morning" && rows[i].Total == 5 {
			break
		}
		<-changes
	}
	guest, err := gossh.Dial("tcp", r.addr, &gossh.ClientConfig{User: guestName, HostKeyCallback: gossh.InsecureIgnoreHostKey()})
	if err != nil {
		t.Fatal(err)
	}
	defer guest.Close()
	out, errs, exit := run(t, guest, "list feed:morning --json", "")
	if strings.Count(out, "\n") != 5 || exit != 0 {
		t.Errorf("a guest lists %q, %q, %d", out, errs, exit)
	}
	for command, want := range map[string]string{
		"add " + base + "/evening": "not possible here", "refresh --force": "not possible here", "import": "not possible here",
	} {
		if out, errs, exit := run(t, guest, command, `<opml version="2.0"><body><outline type="rss" xmlUrl="https://a.example/"/></body></opml>`); exit == 0 || !strings.Contains(errs, want) {
			t.Errorf("%s as a guest: %q, %q, %d", command, out, errs, exit)
		}
	}
	// Two readers more of the same feed ask the publisher no more often.
	n := asked.Load()
	for i := range 2 {
		code, _, _ := strings.Cut(r.admin("invite"), "\n")
		c, err := r.dial(fmt.Sprint("reader", i), newKey(t))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		run(t, c, "join "+code, "")
		if out, _, _ := run(t, c, "list feed:morning --json", ""); strings.Count(out, "\n") != 5 {
			t.Errorf("a new reader lists %q", out)
		}
	}
	if asked.Load() != n {
		t.Errorf("the publisher was asked %d times more for readers of the same feed", asked.Load()-n)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	r.admin("backup", backup)
	r.stop(syscall.SIGTERM)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r.admin("restore", backup)
	if out := r.admin("users"); !strings.Contains(out, "ed") || !strings.Contains(out, "reader1") {
		t.Errorf("after restoring: %s", out)
	}
}
