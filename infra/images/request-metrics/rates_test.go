package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return start.Add(time.Duration(seconds) * time.Second) }

func newRates() *rates { return &rates{window: 30 * time.Second, stale: 15 * time.Second} }

func TestCountsAreAddedUpByServiceOverCodesAndMethods(t *testing.T) {
	counts, err := requestCounts(strings.NewReader(`# TYPE traefik_service_requests_total counter
traefik_service_requests_total{code="200",method="GET",protocol="http",service="berth-acme-web-1-80@kubernetes"} 2336
traefik_service_requests_total{code="500",method="POST",protocol="http",service="berth-acme-web-1-80@kubernetes"} 1e+02
traefik_service_requests_total{code="200",method="GET",protocol="http",service="berth-acme-web-1-81@kubernetes"} 7
traefik_service_requests_bytes_total{code="200",method="GET",protocol="http",service="berth-acme-web-1-80@kubernetes"} 99999
traefik_entrypoint_requests_total{code="200",entrypoint="web",method="GET",protocol="http"} 5
`))
	if err != nil || len(counts) != 2 || counts["berth-acme-web-1-80@kubernetes"] != 2436 || counts["berth-acme-web-1-81@kubernetes"] != 7 {
		t.Fatal(counts, err)
	}
}

func TestCountsThatFellCountFromZeroAndThoseOfAllPodsAreOneSum(t *testing.T) {
	counted, broken := 100, false
	ingress := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if broken {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprintf(w, "traefik_service_requests_total{code=\"200\",service=\"a\"} %d\n", counted)
		if counted > 150 {
			fmt.Fprintf(w, "traefik_service_requests_total{code=\"200\",service=\"new\"} 3\n")
		}
	}))
	defer ingress.Close()
	place, _ := url.Parse(ingress.URL + "/metrics")
	pods := &reader{place: place}
	see := func() map[string]float64 {
		totals, err := pods.read(context.Background(), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		return totals
	}
	if totals := see(); totals["a"] != 0 {
		t.Error("what was counted before the first look is not of now", totals)
	}
	counted = 160
	if totals := see(); totals["a"] != 60 || totals["new"] != 3 {
		t.Error(totals)
	}
	broken = true
	if _, err := pods.read(context.Background(), time.Second); err == nil {
		t.Error("a pod that does not answer is a failure")
	}
	broken, counted = false, 25 // it began anew
	if totals := see(); totals["a"] != 85 {
		t.Error(totals)
	}
	totals := map[string]float64{}
	addIncrease(totals, map[string]float64{"a": 10}, map[string]float64{"a": 15})
	addIncrease(totals, map[string]float64{"a": 70}, map[string]float64{"a": 90})
	if totals["a"] != 25 {
		t.Error(totals)
	}
}

func TestRateIsThatOfTheWindowOverAllWays(t *testing.T) {
	seen := newRates()
	for second := 0; second <= 60; second += 5 {
		burst := 0
		if second >= 45 {
			burst = 300
		}
		seen.add(at(second), map[string]float64{"ingress": float64(40 * second), "gateway": float64(burst)})
	}
	rate, when, err := seen.perSecond(at(61), []string{"ingress", "gateway", "none"})
	if err != nil || rate != 50 || !when.Equal(at(60)) {
		t.Error(rate, when, err)
	}
	if rate, _, err := seen.perSecond(at(61), []string{"nobody asks"}); err != nil || rate != 0 {
		t.Error("a Service without requests has a rate of 0", rate, err)
	}
	if len(seen.looks) != 7 {
		t.Error("looks are kept for one window", len(seen.looks))
	}
}

func TestIgnoranceIsNoRate(t *testing.T) {
	seen := newRates()
	fails := func(second int, wanted error) {
		t.Helper()
		if _, _, err := seen.perSecond(at(second), []string{"a"}); !errors.Is(err, wanted) {
			t.Error(err)
		}
	}
	fails(0, errTooEarly)
	for second := 0; second <= 25; second += 5 {
		seen.add(at(second), map[string]float64{"a": float64(second)})
	}
	fails(25, errTooEarly)
	seen.add(at(30), map[string]float64{"a": 30})
	fails(45, nil)
	fails(46, errStale)
	seen.add(at(50), map[string]float64{"a": 500}) // requests of an unknown while are not those of the window
	fails(50, errTooEarly)
}
