package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const accountDir = "/var/run/secrets/kubernetes.io/serviceaccount/"

const slicesPath = "/apis/discovery.k8s.io/v1/endpointslices"

// cluster is the API server as this pod's account sees it: it reads EndpointSlices and makes events.
type cluster struct {
	server string
	client *http.Client
	token  func() (string, error)
}

func inCluster() (*cluster, error) {
	name, port := os.Getenv("KUBERNETES_SERVICE_HOST"), os.Getenv("KUBERNETES_SERVICE_PORT")
	if name == "" || port == "" {
		return nil, errors.New("this is no pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set")
	}
	authority, err := os.ReadFile(accountDir + "ca.crt")
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	return &cluster{
		server: "https://" + net.JoinHostPort(name, port),
		client: &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ResponseHeaderTimeout: 10 * time.Second, ForceAttemptHTTP2: true}},
		token: func() (string, error) { // it is renewed while the pod runs
			text, err := os.ReadFile(accountDir + "token")
			return strings.TrimSpace(string(text)), err
		},
	}, nil
}

func (c *cluster) ask(ctx context.Context, method, path string, query url.Values, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.server+path+"?"+query.Encode(), body)
	if err != nil {
		return nil, err
	}
	token, err := c.token()
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	answer, err := c.client.Do(request)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode >= 300 {
		defer answer.Body.Close()
		text, _ := io.ReadAll(io.LimitReader(answer.Body, 500))
		return nil, fmt.Errorf("%s %s: %d %s", method, path, answer.StatusCode, text)
	}
	return answer, nil
}

// follow keeps the table as the cluster has it, until ctx ends. While the cluster is away, what was read last holds.
func (c *cluster) follow(ctx context.Context, services *table, log *slog.Logger) {
	for ctx.Err() == nil {
		version, err := c.readAll(ctx, services)
		for err == nil {
			version, err = c.watch(ctx, services, version)
		}
		if ctx.Err() == nil && !errors.Is(err, errExpired) {
			log.Warn("the cluster is asked again", "error", err.Error())
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
			}
		}
	}
}

func ofBerth() url.Values {
	return url.Values{"labelSelector": {"berth.dev/installation,berth.dev/scope=environment"}}
}

func (c *cluster) readAll(ctx context.Context, services *table) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	answer, err := c.ask(ctx, http.MethodGet, slicesPath, ofBerth(), nil)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	var list struct {
		Metadata struct {
			ResourceVersion string `json:"resourceVersion"`
		} `json:"metadata"`
		Items []*endpointSlice `json:"items"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&list); err != nil {
		return "", err
	}
	services.replace(list.Items)
	return list.Metadata.ResourceVersion, nil
}

var errExpired = errors.New("the cluster has forgotten this version")

// watch follows changes after version until the server ends it, and returns the version that it came to.
func (c *cluster) watch(ctx context.Context, services *table, version string) (string, error) {
	query := ofBerth()
	query.Set("watch", "true")
	query.Set("allowWatchBookmarks", "true")
	query.Set("resourceVersion", version)
	query.Set("timeoutSeconds", "240")
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	answer, err := c.ask(ctx, http.MethodGet, slicesPath, query, nil)
	if err != nil {
		return version, err
	}
	defer answer.Body.Close()
	changes := json.NewDecoder(answer.Body)
	for {
		var change struct {
			Type   string        `json:"type"`
			Object endpointSlice `json:"object"`
		}
		if err := changes.Decode(&change); errors.Is(err, io.EOF) {
			return version, nil
		} else if err != nil {
			return version, err
		}
		switch change.Type {
		case "ADDED", "MODIFIED":
			services.set(&change.Object)
		case "DELETED":
			services.remove(&change.Object)
		case "ERROR":
			return version, errExpired
		}
		version = change.Object.Metadata.ResourceVersion
	}
}

// announce tells, by an event about its EndpointSlice, that a request wants the app.
func (c *cluster) announce(s sleep) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	now := time.Now().UTC().Format(time.RFC3339)
	event, err := json.Marshal(map[string]any{
		"apiVersion": "v1", "kind": "Event", "type": "Normal",
		"metadata":       map[string]any{"generateName": "wake-", "namespace": s.namespace},
		"involvedObject": map[string]any{"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "namespace": s.namespace, "name": s.name, "uid": s.uid},
		"reason":         "WakeUpRequested", "message": "A request has come for the app, which is asleep.",
		"source":         map[string]any{"component": "berth-activator"},
		"firstTimestamp": now, "lastTimestamp": now, "count": 1,
	})
	if err != nil {
		return err
	}
	answer, err := c.ask(ctx, http.MethodPost, "/api/v1/namespaces/"+url.PathEscape(s.namespace)+"/events", nil, bytes.NewReader(event))
	if err != nil {
		return err
	}
	return answer.Body.Close()
}
