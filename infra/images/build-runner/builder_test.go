package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// selfSigned makes a certificate that serves as authority, server and client at once.
func selfSigned(t *testing.T, directory string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"builder.test"}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	private := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: keyDER})
	for name, content := range map[string][]byte{"ca.crt": certificate, "tls.crt": certificate, "tls.key": private} {
		if err := os.WriteFile(filepath.Join(directory, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pair, err := tls.X509KeyPair(certificate, private)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

// fakeBuilder takes connections until it is closed, and then cuts them.
func fakeBuilder(t *testing.T) (options, func()) {
	t.Helper()
	directory := t.TempDir()
	pair := selfSigned(t, directory)
	pool := x509.NewCertPool()
	authority, _ := os.ReadFile(filepath.Join(directory, "ca.crt"))
	pool.AppendCertsFromPEM(authority)
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert})
	if err != nil {
		t.Fatal(err)
	}
	taken := make(chan net.Conn, 10)
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				close(taken)
				return
			}
			go connection.(*tls.Conn).Handshake()
			taken <- connection
		}
	}()
	cut := func() {
		listener.Close()
		for connection := range taken {
			connection.Close()
		}
	}
	return options{builder: "tcp://" + listener.Addr().String(), tlsDir: directory, tlsServerName: "builder.test", wait: 2 * time.Second, work: t.TempDir()}, cut
}

func TestABuilderThatAnswersIsWelcome(t *testing.T) {
	o, cut := fakeBuilder(t)
	defer cut()
	if err := waitForBuilder(context.Background(), o); err != nil {
		t.Error(err)
	}
}

func TestABuilderThatIsNotThereIsToldAfterTheWait(t *testing.T) {
	o, cut := fakeBuilder(t)
	cut()
	waiting, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	if err := waitForBuilder(waiting, o); err == nil || asFailure(err).Code != codeBuilderUnreachable || !asFailure(err).Retryable {
		t.Errorf("%v", err)
	}
}

func TestABuildWhoseBuilderGoesAwayEndsThoughBuildctlHangs(t *testing.T) {
	o, cut := fakeBuilder(t)
	o.buildctl = filepath.Join(o.work, "hangs")
	if err := os.WriteFile(o.buildctl, []byte("#!/bin/sh\nexec sleep 60\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(200*time.Millisecond, cut)
	start := time.Now()
	_, err := runBuild(context.Background(), o, &plan{})
	if err == nil || asFailure(err).Code != codeBuilderLost || !asFailure(err).Retryable || time.Since(start) > 8*time.Second {
		t.Errorf("%v after %s", err, time.Since(start))
	}
}
