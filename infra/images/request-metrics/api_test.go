package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// issue makes a certificate signed by the authority, or an authority itself.
func issue(t *testing.T, name string, authority *tls.Certificate) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}
	parent, signer := template, any(key)
	if authority == nil {
		template.IsCA, template.BasicConstraintsValid, template.KeyUsage, template.ExtKeyUsage = true, true, x509.KeyUsageCertSign, nil
	} else {
		parent, signer = authority.Leaf, authority.PrivateKey
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	leaf, _ := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: leaf}
}

func write(t *testing.T, dir, name string, content []byte) {
	if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func pemOf(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

func TestOnlyTheFrontProxyIsAnswered(t *testing.T) {
	dir := t.TempDir()
	own, front := issue(t, "request-metrics", nil), issue(t, "front authority", nil)
	key, _ := x509.MarshalECPrivateKey(own.PrivateKey.(*ecdsa.PrivateKey))
	write(t, dir, "tls.crt", pemOf("CERTIFICATE", own.Certificate[0]))
	write(t, dir, "tls.key", pemOf("EC PRIVATE KEY", key))
	write(t, dir, "requestheader-client-ca-file", pemOf("CERTIFICATE", front.Certificate[0]))
	write(t, dir, "requestheader-allowed-names", []byte(`["front-proxy-client"]`))
	server := httptest.NewUnstartedServer(routes(newRates(), time.Now))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = serving(dir, dir)
	server.StartTLS()
	defer server.Close()

	ask := func(path string, certificates ...tls.Certificate) int {
		t.Helper()
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true, Certificates: certificates}}}
		defer client.CloseIdleConnections()
		response, err := client.Get(server.URL + path)
		if err != nil {
			return 0
		}
		defer response.Body.Close()
		return response.StatusCode
	}
	const discovery = "/apis/" + groupVersion
	foreign := issue(t, "another authority", nil)
	for _, one := range []struct {
		path         string
		certificates []tls.Certificate
		status       int
	}{
		{"/ready", nil, 200},
		{discovery, nil, 401},
		{discovery, []tls.Certificate{issue(t, "front-proxy-client", &front)}, 200},
		{discovery, []tls.Certificate{issue(t, "somebody", &front)}, 0},
		{discovery, []tls.Certificate{issue(t, "front-proxy-client", &foreign)}, 401}, // not even shown: nobody here asks for it
		{"/metrics", []tls.Certificate{issue(t, "front-proxy-client", &front)}, 404},
	} {
		if status := ask(one.path, one.certificates...); status != one.status {
			t.Errorf("%s: %d instead of %d", one.path, status, one.status)
		}
	}
}

func TestMetricIsThatOfTheNamespacesServices(t *testing.T) {
	seen := newRates()
	for second := 0; second <= 30; second += 5 {
		seen.add(at(second), map[string]float64{
			"berth-acme-web-1-80@kubernetes": float64(second) * 12.3456, "berth-acme-web-1-http-80@kubernetesgateway": float64(second),
			"berth-acme-next-1-80@kubernetes": float64(2 * second), "berth-other-web-1-80@kubernetes": float64(100 * second),
		})
	}
	api := routes(seen, func() time.Time { return at(31) })
	ask := func(namespace, metric, selector string) (int, []string) {
		request := httptest.NewRequest(http.MethodGet, "/apis/"+groupVersion+"/namespaces/"+namespace+"/"+metric+"?labelSelector="+url.QueryEscape(selector), nil)
		request.TLS = &tls.ConnectionState{VerifiedChains: [][]*x509.Certificate{{}}}
		recorder := httptest.NewRecorder()
		api.ServeHTTP(recorder, request)
		var body struct {
			Items []struct {
				MetricName, Timestamp, Value string
				MetricLabels                 struct{ Service string }
			}
		}
		if err := json.Unmarshal(recorder.Body.Bytes(), &body); err != nil {
			t.Fatal(err)
		}
		values := []string{}
		for _, item := range body.Items {
			if item.MetricName != metric || item.Timestamp != "2026-01-01T12:00:30Z" {
				t.Error(item)
			}
			values = append(values, item.MetricLabels.Service+"="+item.Value)
		}
		return recorder.Code, values
	}
	for _, one := range []struct {
		namespace, metric, selector string
		status                      int
		values                      []string
	}{
		{"berth-acme", metricName, "service in (next-1,web-1)", 200, []string{"next-1=2000m", "web-1=13346m"}},
		{"berth-acme", metricName, "service=web-1", 200, []string{"web-1=13346m"}},
		{"berth-other", metricName, "service==web-1", 200, []string{"web-1=100000m"}},
		{"berth", metricName, "service=web-1", 200, []string{"web-1=0m"}},
		{"berth-acme", "another", "service=web-1", 404, []string{}},
		{"berth-acme", metricName, "", 400, []string{}},
		{"berth-acme", metricName, "app=web-1", 400, []string{}},
		{"berth-acme", metricName, "service=web-1,track=stable", 400, []string{}},
		{"berth-acme", metricName, "service notin (web-1)", 400, []string{}},
	} {
		status, values := ask(one.namespace, one.metric, one.selector)
		if status != one.status || len(values) != len(one.values) {
			t.Errorf("%+v: %d %v", one, status, values)
			continue
		}
		for i := range values {
			if values[i] != one.values[i] {
				t.Errorf("%+v: %v", one, values)
			}
		}
	}
}
