package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const mostBytes = 64 << 20

// reader adds up what all pods of the ingress have counted since it began to look.
type reader struct {
	place  *url.URL
	counts map[string]map[string]float64 // address of a pod → its counts when it was read last
	totals map[string]float64
}

// read returns the requests to each of the ingress's services since the first call. Either all pods answer, or nothing
// changes: what they count meanwhile is in the next answer.
func (r *reader) read(stop context.Context, timeout time.Duration) (map[string]float64, error) {
	limited, done := context.WithTimeout(stop, timeout)
	defer done()
	addresses, err := net.DefaultResolver.LookupHost(limited, r.place.Hostname())
	if err != nil {
		return nil, err
	}
	counts := map[string]map[string]float64{}
	for _, address := range addresses {
		if counts[address], err = r.readPod(limited, address); err != nil {
			return nil, err
		}
	}
	totals := map[string]float64{}
	maps.Copy(totals, r.totals)
	for address, now := range counts {
		if before, known := r.counts[address]; known {
			addIncrease(totals, before, now)
		}
	}
	r.counts, r.totals = counts, totals
	return totals, nil
}

func (r *reader) readPod(stop context.Context, address string) (map[string]float64, error) {
	place := *r.place
	place.Host = address
	if strings.Contains(address, ":") {
		place.Host = "[" + address + "]"
	}
	if port := r.place.Port(); port != "" {
		place.Host = net.JoinHostPort(address, port)
	}
	request, err := http.NewRequestWithContext(stop, http.MethodGet, place.String(), nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", &place, response.Status)
	}
	return requestCounts(io.LimitReader(response.Body, mostBytes))
}

// addIncrease adds what happened between two looks. Counts that fell began anew with the ingress, and count from zero.
func addIncrease(totals, before, now map[string]float64) {
	for service, count := range now {
		from := before[service]
		if count < from {
			from = 0
		}
		totals[service] += count - from
	}
}

var requestsLine = regexp.MustCompile(`^traefik_service_requests_total\{(?:.*,)?service="([^"\\]*)".*\} (\S+)`)

// requestCounts adds up Traefik's counters of requests by service, over codes, methods and protocols.
func requestCounts(text io.Reader) (map[string]float64, error) {
	counts := map[string]float64{}
	lines := bufio.NewScanner(text)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		found := requestsLine.FindStringSubmatch(lines.Text())
		if found == nil {
			continue
		}
		count, err := strconv.ParseFloat(found[2], 64)
		if err != nil {
			return nil, fmt.Errorf("no number: %s", lines.Text())
		}
		counts[found[1]] += count
	}
	return counts, lines.Err()
}

// waysTo is what Traefik calls port 80 of a Service behind an Ingress, and behind an HTTPRoute. Names are joined by
// hyphens, so namespaces must not be told apart by what follows one: Berth's never are.
func waysTo(namespace, service string) []string {
	return []string{
		fmt.Sprintf("%s-%s-80@kubernetes", namespace, service),
		fmt.Sprintf("%s-%s-http-80@kubernetesgateway", namespace, service),
	}
}
