package main

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// tokenService answers the registry's token protocol. It keeps no state: users,
// passwords and grants all follow from the master key and the user's name.
type tokenService struct {
	issuer, service string
	lifetime        time.Duration
	masterKey       []byte
	signingKey      *ecdsa.PrivateKey
	keyID           string
	now             func() time.Time
	log             *slog.Logger
}

type claims struct {
	jwt.RegisteredClaims
	Access []access `json:"access"`
}

type tokenAnswer struct {
	Token       string `json:"token"`
	AccessToken string `json:"access_token"`
	ExpiresIn   int    `json:"expires_in"`
	IssuedAt    string `json:"issued_at"`
}

func (s *tokenService) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /token", s.getToken)
	mux.HandleFunc("POST /token", s.postToken)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write([]byte("ok\n"))
	})
	return mux
}

// getToken is the protocol's plain form: Basic credentials, or none.
func (s *tokenService) getToken(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	name, secret, given := r.BasicAuth()
	if !given && r.Header.Get("Authorization") != "" {
		s.unauthorized(w, "")
		return
	}
	s.answer(w, query.Get("service"), query["scope"], name, secret, given)
}

// postToken is the protocol's OAuth 2 form, which containerd and BuildKit try first.
func (s *tokenService) postToken(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
	if err := r.ParseForm(); err != nil {
		refuse(w, http.StatusBadRequest, "UNSUPPORTED", "the form cannot be read")
		return
	}
	form := r.PostForm
	if form.Get("grant_type") != "password" {
		refuse(w, http.StatusBadRequest, "UNSUPPORTED", "only grant_type=password is served")
		return
	}
	s.answer(w, form.Get("service"), form["scope"], form.Get("username"), form.Get("password"), true)
}

func (s *tokenService) answer(w http.ResponseWriter, service string, scopeParameters []string, name, secret string, withCredentials bool) {
	if service != "" && service != s.service {
		refuse(w, http.StatusBadRequest, "UNSUPPORTED", "this service gives no tokens for "+service)
		return
	}
	scopes, ok := splitScopes(scopeParameters)
	if !ok {
		refuse(w, http.StatusBadRequest, "UNSUPPORTED", "too many scopes")
		return
	}
	var asking *user
	if withCredentials {
		u, right := authenticate(s.masterKey, name, secret)
		if !right {
			s.unauthorized(w, name)
			return
		}
		asking = &u
	}
	granted := grant(asking, scopes)
	signed, issued, err := s.sign(name, granted)
	if err != nil {
		s.log.Error("token not signed", "error", err)
		refuse(w, http.StatusInternalServerError, "UNKNOWN", "the token could not be signed")
		return
	}
	s.log.Info("token", "user", name, "asked", scopes, "granted", granted)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	json.NewEncoder(w).Encode(tokenAnswer{
		Token: signed, AccessToken: signed,
		ExpiresIn: int(s.lifetime.Seconds()), IssuedAt: issued.UTC().Format(time.RFC3339),
	})
}

func (s *tokenService) sign(subject string, granted []access) (string, time.Time, error) {
	now := s.now()
	token := jwt.NewWithClaims(jwt.SigningMethodES256, claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: s.issuer, Subject: subject, Audience: jwt.ClaimStrings{s.service},
			IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(s.lifetime)), ID: rand.Text(),
		},
		Access: granted,
	})
	token.Header["kid"] = s.keyID
	signed, err := token.SignedString(s.signingKey)
	return signed, now, err
}

func (s *tokenService) unauthorized(w http.ResponseWriter, name string) {
	s.log.Warn("refused", "user", name)
	w.Header().Set("WWW-Authenticate", `Basic realm="berth registry"`)
	refuse(w, http.StatusUnauthorized, "UNAUTHORIZED", "unknown user or wrong password")
}

// refuse answers in the registry API's own error form.
func refuse(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]any{"errors": []map[string]string{{"code": code, "message": message}}})
}
