package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testRegistry asks for a token as distribution does and serves one blob.
type testRegistry struct {
	blob    []byte
	broken  int // how many first answers are 503
	asked   int
	answers *httptest.Server
}

func newTestRegistry(t *testing.T, blob []byte) *testRegistry {
	r := &testRegistry{blob: blob}
	r.answers = httptest.NewServer(r)
	t.Cleanup(r.answers.Close)
	return r
}

func (r *testRegistry) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.URL.Path == "/token" {
		user, secret, _ := request.BasicAuth()
		if user != "berth.acme.build" || secret != "right" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		json.NewEncoder(w).Encode(map[string]string{"token": "t-" + request.URL.Query().Get("scope")})
		return
	}
	if r.asked++; r.asked <= r.broken {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if request.Header.Get("Authorization") != "Bearer t-repository:berth/acme/source:pull" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="`+r.answers.URL+`/token",service="berth-registry",scope="x"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if !strings.HasSuffix(request.URL.Path, digestOf(r.blob)) && !strings.HasSuffix(request.URL.Path, strings.Repeat("1", 64)) {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	w.Write(r.blob)
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func (r *testRegistry) source(digest string) string {
	return strings.TrimPrefix(r.answers.URL, "http://") + "/berth/acme/source@" + digest
}

// login is a directory with credentials for the registry.
func (r *testRegistry) login(t *testing.T, secret string) string {
	config := t.TempDir()
	auth := base64.StdEncoding.EncodeToString([]byte("berth.acme.build:" + secret))
	text := fmt.Sprintf(`{"auths":{%q:{"auth":%q}}}`, strings.TrimPrefix(r.answers.URL, "http://"), auth)
	if err := os.WriteFile(filepath.Join(config, "config.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config
}

func (r *testRegistry) fetch(t *testing.T, digest, secret string) (string, error) {
	directory := filepath.Join(t.TempDir(), "source")
	o := options{source: r.source(digest), insecureRegistry: true, dockerConfig: r.login(t, secret), limits: limits{100, 1 << 20}}
	return directory, fetchSource(context.Background(), o, directory)
}

func TestTheSourceIsFetchedWithItsCredentials(t *testing.T) {
	blob := pack(t, file("a", "hello"))
	directory, err := newTestRegistry(t, blob).fetch(t, digestOf(blob), "right")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(directory, "a")); string(got) != "hello" {
		t.Errorf("%q %v", got, err)
	}
}

func TestAnAnswerOf503IsAskedAgain(t *testing.T) {
	blob := pack(t, file("a", "hello"))
	registry := newTestRegistry(t, blob)
	registry.broken = 1
	if _, err := registry.fetch(t, digestOf(blob), "right"); err != nil {
		t.Fatal(err)
	}
}

func TestFetchFailuresAreTold(t *testing.T) {
	blob := pack(t, file("a", "hello"))
	registry := newTestRegistry(t, blob)
	cases := map[string]struct{ digest, secret, code string }{
		"wrong credentials": {digestOf(blob), "wrong", codeRegistryRefused},
		"no such blob":      {digestOf([]byte("other")), "right", codeSourceMissing},
		"other bytes":       {"sha256:" + strings.Repeat("1", 64), "right", codeSourceInvalid},
		"no digest":         {"latest", "right", codeSourceInvalid},
	}
	for title, c := range cases {
		t.Run(title, func(t *testing.T) {
			if _, err := registry.fetch(t, c.digest, c.secret); err == nil || asFailure(err).Code != c.code {
				t.Errorf("%v", err)
			}
		})
	}
}
