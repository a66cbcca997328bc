package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Names of the files in a key directory.
const (
	masterKeyFile  = "master-key"      // 32 bytes, base64: all role keys derive from it
	signingKeyFile = "signing-key.pem" // EC P-256, PKCS 8: signs the tokens
	jwksFile       = "jwks.json"       // the signing key's public half, for the registry
)

// jwk is the public half of a P-256 key (RFC 7517).
type jwk struct {
	KeyType   string `json:"kty"`
	Curve     string `json:"crv"`
	X         string `json:"x"`
	Y         string `json:"y"`
	KeyID     string `json:"kid"`
	Algorithm string `json:"alg"`
	Use       string `json:"use"`
}

// publicJWK describes the key's public half; its id is the RFC 7638 thumbprint.
func publicJWK(key *ecdsa.PrivateKey) (jwk, error) {
	point, err := key.PublicKey.Bytes() // 4, X, Y, each of 32 bytes
	if err != nil {
		return jwk{}, err
	}
	x := base64.RawURLEncoding.EncodeToString(point[1:33])
	y := base64.RawURLEncoding.EncodeToString(point[33:])
	canonical := fmt.Sprintf(`{"crv":"P-256","kty":"EC","x":%q,"y":%q}`, x, y)
	sum := sha256.Sum256([]byte(canonical))
	return jwk{
		KeyType: "EC", Curve: "P-256", X: x, Y: y,
		KeyID: base64.RawURLEncoding.EncodeToString(sum[:]), Algorithm: "ES256", Use: "sig",
	}, nil
}

func readMasterKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) < 32 {
		return nil, fmt.Errorf("%s does not hold at least 32 bytes in base64", path)
	}
	return key, nil
}

func readSigningKey(path string) (*ecdsa.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s is not PEM", path)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || key.Curve != elliptic.P256() {
		return nil, fmt.Errorf("%s is not an EC P-256 key", path)
	}
	return key, nil
}

// makeKeys makes the files of a key directory that are missing, and writes the
// registry's key set anew.
func makeKeys(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	master := make([]byte, 32)
	rand.Read(master)
	masterText := base64.StdEncoding.EncodeToString(master) + "\n"
	if err := createOnce(filepath.Join(dir, masterKeyFile), []byte(masterText)); err != nil {
		return err
	}
	fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	der, err := x509.MarshalPKCS8PrivateKey(fresh)
	if err != nil {
		return err
	}
	signingPath := filepath.Join(dir, signingKeyFile)
	if err := createOnce(signingPath, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})); err != nil {
		return err
	}
	signing, err := readSigningKey(signingPath)
	if err != nil {
		return err
	}
	public, err := publicJWK(signing)
	if err != nil {
		return err
	}
	set, err := json.MarshalIndent(map[string][]jwk{"keys": {public}}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, jwksFile), append(set, '\n'), 0o644)
}

func createOnce(path string, content []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, writeErr := file.Write(content)
	return errors.Join(writeErr, file.Close())
}
