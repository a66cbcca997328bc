package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// blobReference names a blob in a registry.
type blobReference struct{ host, repository, digest string }

var blobPattern = regexp.MustCompile(`^([^/]+)/([a-z0-9][a-z0-9._/-]*)@(sha256:[0-9a-f]{64})$`)

func parseBlobReference(text string) (blobReference, error) {
	parts := blobPattern.FindStringSubmatch(text)
	if parts == nil {
		return blobReference{}, fmt.Errorf("%q is not host/repository@sha256:…", text)
	}
	return blobReference{parts[1], parts[2], parts[3]}, nil
}

// registryClient reads blobs from one registry, by the token protocol when the
// registry asks for it.
type registryClient struct {
	base               string // scheme://host
	username, password string
	http               *http.Client
}

func newRegistryClient(host string, insecure bool, dockerConfig string) (*registryClient, error) {
	username, password, err := credentials(dockerConfig, host)
	if err != nil {
		return nil, err
	}
	scheme := "https"
	if insecure {
		scheme = "http"
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = 30 * time.Second
	return &registryClient{scheme + "://" + host, username, password, &http.Client{Transport: transport}}, nil
}

// credentials reads a host's user and password from docker's config.json; none
// when the directory is unset or does not name the host.
func credentials(dockerConfig, host string) (string, string, error) {
	if dockerConfig == "" {
		return "", "", nil
	}
	text, err := os.ReadFile(filepath.Join(dockerConfig, "config.json"))
	if errors.Is(err, os.ErrNotExist) {
		return "", "", nil
	}
	if err != nil {
		return "", "", err
	}
	var config struct {
		Auths map[string]struct{ Auth, Username, Password string } `json:"auths"`
	}
	if err := json.Unmarshal(text, &config); err != nil {
		return "", "", fmt.Errorf("config.json: %w", err)
	}
	entry := config.Auths[host]
	if entry.Auth == "" {
		return entry.Username, entry.Password, nil
	}
	pair, err := base64.StdEncoding.DecodeString(entry.Auth)
	if err != nil {
		return "", "", errors.New("config.json: an auth is not base64")
	}
	username, password, _ := strings.Cut(string(pair), ":")
	return username, password, nil
}

// openBlob answers with the blob's bytes, unchecked. The caller closes them.
func (c *registryClient) openBlob(ctx context.Context, ref blobReference) (io.ReadCloser, error) {
	target := c.base + "/v2/" + ref.repository + "/blobs/" + ref.digest
	answer, err := c.get(ctx, target, "")
	if err != nil {
		return nil, unreachable(ref.host, err)
	}
	if answer.StatusCode == http.StatusUnauthorized {
		authorization, err := c.authorize(ctx, answer.Header.Get("WWW-Authenticate"), ref.repository)
		discard(answer)
		if err != nil {
			return nil, err
		}
		if answer, err = c.get(ctx, target, authorization); err != nil {
			return nil, unreachable(ref.host, err)
		}
	}
	switch {
	case answer.StatusCode == http.StatusOK:
		return answer.Body, nil
	case answer.StatusCode == http.StatusNotFound:
		discard(answer)
		return nil, fail(codeSourceMissing, "the source is no longer in the registry: deploy again to upload it")
	case answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden:
		discard(answer)
		return nil, fail(codeRegistryRefused, "the registry refuses the build's credentials for %s", ref.repository)
	}
	discard(answer)
	return nil, fail(codeRegistryUnreachable, "the registry answered %s for the source", answer.Status).mayPass()
}

func (c *registryClient) get(ctx context.Context, target, authorization string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, target, nil)
	if err != nil {
		return nil, err
	}
	if authorization != "" {
		request.Header.Set("Authorization", authorization)
	}
	return c.http.Do(request)
}

var challengeParameter = regexp.MustCompile(`(\w+)="([^"]*)"`)

// authorize answers a registry's challenge with the header to send.
func (c *registryClient) authorize(ctx context.Context, challenge, repository string) (string, error) {
	scheme, rest, _ := strings.Cut(challenge, " ")
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte(c.username+":"+c.password))
	if strings.EqualFold(scheme, "basic") {
		return basic, nil
	}
	parameters := map[string]string{}
	for _, match := range challengeParameter.FindAllStringSubmatch(rest, -1) {
		parameters[match[1]] = match[2]
	}
	realm, err := url.Parse(parameters["realm"])
	if !strings.EqualFold(scheme, "bearer") || err != nil || realm.Host == "" {
		return "", fail(codeRegistryRefused, "the registry asks for a login of an unknown kind")
	}
	query := realm.Query()
	query.Set("service", parameters["service"])
	query.Set("scope", "repository:"+repository+":pull")
	realm.RawQuery = query.Encode()
	if c.username == "" {
		basic = ""
	}
	answer, err := c.get(ctx, realm.String(), basic)
	if err != nil {
		return "", unreachable(realm.Host, err)
	}
	defer discard(answer)
	if answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden {
		return "", fail(codeRegistryRefused, "the registry does not know the build's credentials")
	}
	var body struct {
		Token       string `json:"token"`
		AccessToken string `json:"access_token"`
	}
	if answer.StatusCode != http.StatusOK || json.NewDecoder(io.LimitReader(answer.Body, 1<<20)).Decode(&body) != nil {
		return "", fail(codeRegistryUnreachable, "the registry's token service answered %s", answer.Status).mayPass()
	}
	if body.Token == "" {
		body.Token = body.AccessToken
	}
	return "Bearer " + body.Token, nil
}

func unreachable(host string, err error) *failure {
	return fail(codeRegistryUnreachable, "the registry at %s cannot be reached: %s", host, err).mayPass()
}

func discard(answer *http.Response) {
	io.CopyN(io.Discard, answer.Body, 64<<10)
	answer.Body.Close()
}
