//go:build unix

package serve

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The service and the image start the program with words it knows, and what they
// start passes its own check.
func TestUnitAndImageStartTheProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the program")
	}
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		t.Helper()
		data, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	unit, image := read("docs/systemd/lede.service"), read("Containerfile")
	_, rest, _ := strings.Cut(unit, "ExecStart=/usr/local/bin/lede ")
	line, _, _ := strings.Cut(rest, "\n")
	start := map[string][]string{"the service": strings.Fields(line)}
	start["the image"] = append(bracketed(t, image, "ENTRYPOINT")[1:], bracketed(t, image, "CMD")...)
	for what, args := range start {
		i := slices.Index(args, "--data")
		if i < 0 || i+1 == len(args) || !slices.Contains(args, "serve") {
			t.Fatalf("%s starts lede with %q", what, args)
		}
		args = slices.Clone(args)
		args[i+1] = t.TempDir()
		cmd := exec.Command(path, append(args, "--check")...)
		cmd.Env = []string{"HOME=" + args[i+1], "PATH=/nowhere"}
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "0.0.0.0:2323") {
			t.Errorf("%s: lede %q: %v\n%s", what, args, err, out)
		}
	}
	for _, want := range []string{"USER 65532", "EXPOSE 2323", "VOLUME /data", "ca-certificates.crt", "STOPSIGNAL SIGTERM"} {
		if !strings.Contains(image, want) {
			t.Errorf("the image lacks %s", want)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		return
	}
	// It must be a program that exists, and the manual need not be installed here.
	checked := filepath.Join(t.TempDir(), "lede.service")
	text := strings.NewReplacer("/usr/local/bin/lede", path, "Documentation=man:lede(1)\n", "").Replace(unit)
	if err := os.WriteFile(checked, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(analyze, "verify", checked).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("systemd-analyze verify: %v\n%s", err, out)
	}
}

// bracketed are the words of an instruction in brackets.
func bracketed(t *testing.T, file, instruction string) (words []string) {
	t.Helper()
	_, rest, ok := strings.Cut(file, "\n"+instruction+" [")
	list, _, closed := strings.Cut(rest, "]")
	if !ok || !closed {
		t.Fatalf("there is no %s [...]", instruction)
	}
	for _, word := range strings.Split(list, ",") {
		words = append(words, strings.Trim(strings.TrimSpace(word), `"`))
	}
	return words
}
