package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func newTestService(t *testing.T) *tokenService {
	t.Helper()
	dir := t.TempDir()
	if err := makeKeys(dir); err != nil {
		t.Fatal(err)
	}
	master, err := readMasterKey(filepath.Join(dir, masterKeyFile))
	if err != nil {
		t.Fatal(err)
	}
	signing, err := readSigningKey(filepath.Join(dir, signingKeyFile))
	if err != nil {
		t.Fatal(err)
	}
	public, err := publicJWK(signing)
	if err != nil {
		t.Fatal(err)
	}
	return &tokenService{
		issuer: defaultIssuer, service: defaultService, lifetime: 5 * time.Minute,
		masterKey: master, signingKey: signing, keyID: public.KeyID,
		now: time.Now, log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

func (s *tokenService) passwordOf(name string) string {
	u, _ := parseUser(name)
	return password(roleKey(s.masterKey, u.role), name)
}

func ask(s *tokenService, name, secret string, scopes ...string) *httptest.ResponseRecorder {
	query := url.Values{"service": {defaultService}, "scope": scopes}
	request := httptest.NewRequest("GET", "/token?"+query.Encode(), nil)
	if name != "" {
		request.SetBasicAuth(name, secret)
	}
	recorder := httptest.NewRecorder()
	s.routes().ServeHTTP(recorder, request)
	return recorder
}

func grantedBy(t *testing.T, s *tokenService, answer *httptest.ResponseRecorder) []access {
	t.Helper()
	if answer.Code != http.StatusOK {
		t.Fatalf("status %d: %s", answer.Code, answer.Body)
	}
	var body tokenAnswer
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	var held claims
	token, err := jwt.ParseWithClaims(body.Token, &held, func(*jwt.Token) (any, error) { return &s.signingKey.PublicKey, nil },
		jwt.WithIssuer(defaultIssuer), jwt.WithAudience(defaultService), jwt.WithValidMethods([]string{"ES256"}))
	if err != nil || !token.Valid {
		t.Fatal(err)
	}
	if token.Header["kid"] != s.keyID {
		t.Fatalf("kid %v", token.Header["kid"])
	}
	return held.Access
}

func TestGrantsFollowFromRoleAndTenant(t *testing.T) {
	s := newTestService(t)
	cases := []struct {
		user, scope string
		want        string // granted actions, "" for none
	}{
		{"", "repository:mirror/library/node:pull", "pull"},
		{"", "repository:mirror/library/node:pull,push", "pull"},
		{"", "repository:berth/acme/hello:pull", ""},
		{"berth.acme.source", "repository:berth/acme/source:pull,push", "pull,push"},
		{"berth.acme.source", "repository:berth/acme/source:pull,push,delete", "pull,push,delete"},
		{"berth.acme.source", "repository:berth/acme/hello:delete", ""},
		{"berth.acme.source", "repository:berth/acme/hello:pull", ""},
		{"berth.acme.source", "repository:berth/other/source:pull", ""},
		{"berth.acme.build", "repository:berth/acme/hello:pull,push", "pull,push"},
		{"berth.acme.build", "repository:berth/acme/hello:delete", ""},
		{"berth.acme.build", "repository:berth/acme/hello:*", "pull,push"},
		{"berth.acme.build", "repository:berth/acme/source:pull,push", "pull"},
		{"berth.acme.build", "repository:berth/other/hello:pull", ""},
		{"berth.acme.build", "repository:berth/acmeother/hello:pull", ""},
		{"berth.acme.build", "repository:bertha11d/acme/hello:pull", ""},
		{"berth.acme.build", "repository:mirror/library/node:pull,push", "pull"},
		{"berth.acme.build", "repository:berth/acme/../other/hello:pull", ""},
		{"berth.acme.build", "repository:berth/acme:pull", ""},
		{"berth.acme.build", "registry:catalog:*", ""},
		{"berth.acme.pull", "repository:berth/acme/hello:pull,push", "pull"},
		{"berth.acme.pull", "repository:berth/other/hello:pull", ""},
		{"berth.acme.pull", "repository:mirror/library/node:pull", "pull"},
		{"berth.-.admin", "repository:berth/acme/hello:pull,delete", "pull,delete"},
		{"berth.-.admin", "repository:bertha11d/acme/hello:pull", ""},
		{"berth.-.admin", "repository:mirror/library/node:push", ""},
		{"-.-.mirror", "repository:mirror/library/node:pull,push", "pull,push"},
		{"-.-.mirror", "repository:berth/acme/hello:pull", ""},
	}
	for _, c := range cases {
		t.Run(c.user+" "+c.scope, func(t *testing.T) {
			got := ""
			for _, entry := range grantedBy(t, s, ask(s, c.user, s.passwordOf(c.user), c.scope)) {
				got += strings.Join(entry.Actions, ",")
			}
			if got != c.want {
				t.Errorf("granted %q, want %q", got, c.want)
			}
		})
	}
}

func TestSeveralScopesAreGrantedOneByOne(t *testing.T) {
	s := newTestService(t)
	name := "berth.acme.build"
	want := []access{
		{"repository", "berth/acme/hello", []string{"pull", "push"}},
		{"repository", "mirror/library/node", []string{"pull"}},
	}
	got := grantedBy(t, s, ask(s, name, s.passwordOf(name),
		"repository:berth/acme/hello:push,pull repository:berth/other/hello:pull", "repository:mirror/library/node:pull"))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("granted %v", got)
	}
}

func TestUnknownUsersAndWrongPasswordsAreRefusedAlike(t *testing.T) {
	s := newTestService(t)
	right := s.passwordOf("berth.acme.build")
	cases := map[string][2]string{
		"wrong password":            {"berth.acme.build", "x"},
		"empty password":            {"berth.acme.build", ""},
		"another tenant's password": {"berth.other.build", right},
		"another role's password":   {"berth.acme.pull", right},
		"unknown role":              {"berth.acme.root", right},
		"no such form":              {"acme", right},
		"bad tenant":                {"berth.Acme.build", right},
		"tenant with a slash":       {"berth.a/b.build", right},
		"build role without tenant": {"berth.-.build", s.passwordOf("berth.-.build")},
		"admin with tenant":         {"berth.acme.admin", password(roleKey(s.masterKey, roleAdmin), "berth.acme.admin")},
		"mirror with prefix":        {"berth.-.mirror", password(roleKey(s.masterKey, roleMirror), "berth.-.mirror")},
	}
	var first string
	for title, c := range cases {
		t.Run(title, func(t *testing.T) {
			answer := ask(s, c[0], c[1], "repository:berth/acme/hello:pull")
			if answer.Code != http.StatusUnauthorized {
				t.Fatalf("status %d", answer.Code)
			}
			if first == "" {
				first = answer.Body.String()
			}
			if answer.Body.String() != first {
				t.Errorf("answers differ: %s and %s", first, answer.Body)
			}
		})
	}
}

func TestOAuthFormGivesTheSameToken(t *testing.T) {
	s := newTestService(t)
	name := "berth.acme.pull"
	form := url.Values{"grant_type": {"password"}, "service": {defaultService}, "client_id": {"c"},
		"username": {name}, "password": {s.passwordOf(name)}, "scope": {"repository:berth/acme/hello:pull"}}
	post := func(form url.Values) *httptest.ResponseRecorder {
		request := httptest.NewRequest("POST", "/token", strings.NewReader(form.Encode()))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		recorder := httptest.NewRecorder()
		s.routes().ServeHTTP(recorder, request)
		return recorder
	}
	if got := grantedBy(t, s, post(form)); len(got) != 1 || got[0].Name != "berth/acme/hello" {
		t.Errorf("granted %v", got)
	}
	form.Set("password", "x")
	if code := post(form).Code; code != http.StatusUnauthorized {
		t.Errorf("status %d", code)
	}
}

func TestBadRequestsAreRefused(t *testing.T) {
	s := newTestService(t)
	request := httptest.NewRequest("GET", "/token?service=other", nil)
	recorder := httptest.NewRecorder()
	s.routes().ServeHTTP(recorder, request)
	if recorder.Code != http.StatusBadRequest {
		t.Errorf("foreign service: status %d", recorder.Code)
	}
	many := strings.Repeat("repository:mirror/library/node:pull ", maxScopes+1)
	if code := ask(s, "", "", many).Code; code != http.StatusBadRequest {
		t.Errorf("many scopes: status %d", code)
	}
	bearer := httptest.NewRequest("GET", "/token", nil)
	bearer.Header.Set("Authorization", "Bearer x")
	recorder = httptest.NewRecorder()
	s.routes().ServeHTTP(recorder, bearer)
	if recorder.Code != http.StatusUnauthorized {
		t.Errorf("bearer: status %d", recorder.Code)
	}
}

func TestHealth(t *testing.T) {
	recorder := httptest.NewRecorder()
	newTestService(t).routes().ServeHTTP(recorder, httptest.NewRequest("GET", "/health", nil))
	if recorder.Code != http.StatusOK {
		t.Errorf("status %d", recorder.Code)
	}
}

// The same figures stand in the tests of every program that derives passwords.
func TestPasswordVector(t *testing.T) {
	master := []byte("0123456789abcdef0123456789abcdef")
	const want = "8QNR4Fy_USq8YPOdeRKMGwwILos2QoUJfc-BFmjTqZA"
	if got := password(roleKey(master, roleBuild), "berth.acme.build"); got != want {
		t.Errorf("password %s", got)
	}
}

func TestMakingKeysTwiceKeepsThem(t *testing.T) {
	dir := t.TempDir()
	read := func() string {
		if err := makeKeys(dir); err != nil {
			t.Fatal(err)
		}
		all := ""
		for _, name := range []string{masterKeyFile, signingKeyFile, jwksFile} {
			content, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all += string(content)
		}
		return all
	}
	if first, second := read(), read(); first != second {
		t.Error("keys changed")
	}
}
