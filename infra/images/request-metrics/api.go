package main

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"strings"
	"time"
)

const (
	groupVersion = "external.metrics.k8s.io/v1beta1"
	metricName   = "ingress_requests_per_second"
)

type object map[string]any

// routes serves the one metric: https://github.com/kubernetes/metrics, external_metrics/v1beta1.
func routes(seen *rates, now func() time.Time) http.Handler {
	api := http.NewServeMux()
	api.HandleFunc("GET /apis/"+groupVersion, func(w http.ResponseWriter, _ *http.Request) {
		answer(w, http.StatusOK, object{
			"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": groupVersion,
			"resources": []object{{"name": metricName, "singularName": "", "namespaced": true, "kind": "ExternalMetricValueList", "verbs": []string{"get"}}},
		})
	})
	api.HandleFunc("GET /apis/"+groupVersion+"/namespaces/{namespace}/{metric}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("metric") != metricName {
			refuse(w, http.StatusNotFound, "NotFound", fmt.Sprintf("there is no metric %s here, only %s", r.PathValue("metric"), metricName))
			return
		}
		services := selected(r.URL.Query().Get("labelSelector"))
		if services == nil {
			refuse(w, http.StatusBadRequest, "BadRequest", "select by service=NAME or service in (NAME,NAME)")
			return
		}
		items := []object{}
		for _, service := range services {
			perSecond, at, err := seen.perSecond(now(), waysTo(r.PathValue("namespace"), service))
			if err != nil {
				refuse(w, http.StatusServiceUnavailable, "ServiceUnavailable", err.Error())
				return
			}
			items = append(items, object{
				"metricName": metricName, "metricLabels": object{"service": service},
				"timestamp": at.UTC().Format(time.RFC3339), "value": fmt.Sprintf("%dm", int64(math.Round(perSecond*1000))),
			})
		}
		answer(w, http.StatusOK, object{"kind": "ExternalMetricValueList", "apiVersion": groupVersion, "metadata": object{}, "items": items})
	})

	all := http.NewServeMux()
	all.HandleFunc("GET /ready", func(http.ResponseWriter, *http.Request) {})
	all.Handle("/", forAPIServer(api))
	return all
}

var selector = regexp.MustCompile(`^service(?:==?([a-z0-9-]{1,63})| in \(([a-z0-9-]{1,63}(?:,[a-z0-9-]{1,63})*)\))$`)

// selected returns the names of Services that a label selector asks for; nil for any other one.
func selected(text string) []string {
	found := selector.FindStringSubmatch(text)
	if found == nil {
		return nil
	}
	return strings.Split(found[1]+found[2], ",")
}

func answer(w http.ResponseWriter, status int, body object) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, status int, reason, message string) {
	answer(w, status, object{"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "message": message, "code": status})
}
