package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
)

// serving reads its files for each connection, which are few and long: they may be renewed at any time. A caller that
// shows a certificate must show one that the cluster's front proxy is known by.
func serving(keys, frontProxy string) *tls.Config {
	return &tls.Config{GetConfigForClient: func(*tls.ClientHelloInfo) (*tls.Config, error) {
		own, err := tls.LoadX509KeyPair(filepath.Join(keys, "tls.crt"), filepath.Join(keys, "tls.key"))
		if err != nil {
			return nil, err
		}
		authority, err := os.ReadFile(filepath.Join(frontProxy, "requestheader-client-ca-file"))
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(authority) {
			return nil, fmt.Errorf("no certificate of an authority in %s", frontProxy)
		}
		names, err := allowed(frontProxy)
		if err != nil {
			return nil, err
		}
		return &tls.Config{
			MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{own}, NextProtos: []string{"h2", "http/1.1"},
			ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: pool,
			VerifyConnection: func(state tls.ConnectionState) error {
				if len(state.PeerCertificates) == 0 {
					return nil // may ask whether this is ready
				}
				if caller := state.PeerCertificates[0].Subject.CommonName; len(names) > 0 && !slices.Contains(names, caller) {
					return fmt.Errorf("%q is not the front proxy", caller)
				}
				return nil
			},
		}, nil
	}}
}

// allowed returns the names that the front proxy may have; none allows each that its authority has signed.
func allowed(frontProxy string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(frontProxy, "requestheader-allowed-names"))
	if err != nil {
		return nil, err
	}
	var names []string
	return names, json.Unmarshal(text, &names)
}

// forAPIServer lets in the API server alone, which has asked already whether its caller may.
func forAPIServer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.TLS == nil || len(r.TLS.VerifiedChains) == 0 {
			refuse(w, http.StatusUnauthorized, "Unauthorized", "only the API server is answered")
			return
		}
		next.ServeHTTP(w, r)
	})
}
