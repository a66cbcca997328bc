package main

import (
	"context"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What Berth's worker writes on the EndpointSlice that leads an app's requests here.
const (
	managedByLabel    = "endpointslice.kubernetes.io/managed-by"
	managedByBerth    = "activator.berth.dev"
	serviceLabel      = "kubernetes.io/service-name"
	hostsAnnotation   = "berth.dev/hosts"
	sleepAnnotation   = "berth.dev/sleep"
	refusalAnnotation = "berth.dev/wake-refusal"
	refusedAnnotation = "berth.dev/wake-refused-at"
)

// portName is the name of the port of every app's Service.
const portName = "http"

// lingering is how long a host is still known after its app is awake: the ingress may not have read it yet.
const lingering = 2 * time.Minute

type endpointSlice struct {
	Metadata struct {
		Name            string            `json:"name"`
		Namespace       string            `json:"namespace"`
		UID             string            `json:"uid"`
		ResourceVersion string            `json:"resourceVersion"`
		Labels          map[string]string `json:"labels"`
		Annotations     map[string]string `json:"annotations"`
	} `json:"metadata"`
	Endpoints []struct {
		Addresses  []string `json:"addresses"`
		Conditions struct {
			Ready *bool `json:"ready"`
		} `json:"conditions"`
	} `json:"endpoints"`
	Ports []struct {
		Name *string `json:"name"`
		Port *int    `json:"port"`
	} `json:"ports"`
}

func (s *endpointSlice) service() string {
	return s.Metadata.Namespace + "/" + s.Metadata.Labels[serviceLabel]
}

func (s *endpointSlice) leadsHere() bool { return s.Metadata.Labels[managedByLabel] == managedByBerth }

// ready lists host:port of what takes requests.
func (s *endpointSlice) ready() []string {
	var found []string
	for _, port := range s.Ports {
		if port.Name == nil || *port.Name != portName || port.Port == nil {
			continue
		}
		for _, endpoint := range s.Endpoints {
			if endpoint.Conditions.Ready != nil && !*endpoint.Conditions.Ready {
				continue
			}
			for _, address := range endpoint.Addresses {
				found = append(found, net.JoinHostPort(address, strconv.Itoa(*port.Port)))
			}
		}
	}
	return found
}

// sleep is what the worker says of an app whose requests come here.
type sleep struct {
	namespace, name, uid string
	// state: falling, asleep, waking
	state string
	// refusal says why it cannot wake; refusedAt tells one refusal from another.
	refusal, refusedAt string
}

// view is one service at one moment; changed is closed when any service changes.
type view struct {
	ready   []string
	sleep   *sleep
	changed <-chan struct{}
}

type host struct {
	service string
	// goneAt is when the service's requests ceased to be led here; zero while they are.
	goneAt time.Time
}

// table knows all apps' services by their EndpointSlices.
type table struct {
	mutex   sync.Mutex
	slices  map[string]map[string]*endpointSlice // service → uid → slice
	hosts   map[string]host
	changed chan struct{}
	full    bool
	now     func() time.Time
}

func newTable() *table {
	return &table{slices: map[string]map[string]*endpointSlice{}, hosts: map[string]host{}, changed: make(chan struct{}), now: time.Now}
}

func (t *table) filled() bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.full
}

// replace takes all slices anew.
func (t *table) replace(all []*endpointSlice) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.slices = map[string]map[string]*endpointSlice{}
	kept := map[string]bool{}
	for _, slice := range all {
		t.put(slice)
		kept[slice.service()] = kept[slice.service()] || slice.leadsHere()
	}
	for name, known := range t.hosts {
		if !kept[known.service] {
			t.forget(name, known)
		}
	}
	t.full = true
	t.tell()
}

func (t *table) set(slice *endpointSlice) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.put(slice)
	t.tell()
}

func (t *table) remove(slice *endpointSlice) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	service := slice.service()
	delete(t.slices[service], slice.Metadata.UID)
	if len(t.slices[service]) == 0 {
		delete(t.slices, service)
	}
	for name, known := range t.hosts {
		if slice.leadsHere() && known.service == service {
			t.forget(name, known)
		}
	}
	t.tell()
}

func (t *table) put(slice *endpointSlice) {
	service := slice.service()
	if t.slices[service] == nil {
		t.slices[service] = map[string]*endpointSlice{}
	}
	t.slices[service][slice.Metadata.UID] = slice
	if !slice.leadsHere() {
		return
	}
	for _, name := range strings.Split(slice.Metadata.Annotations[hostsAnnotation], ",") {
		t.hosts[strings.ToLower(strings.TrimSpace(name))] = host{service: service}
	}
}

func (t *table) forget(name string, known host) {
	if known.goneAt.IsZero() {
		known.goneAt = t.now()
		t.hosts[name] = known
	} else if t.now().Sub(known.goneAt) > lingering {
		delete(t.hosts, name)
	}
}

func (t *table) tell() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// look shows a service now.
func (t *table) look(service string) view {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	now := view{changed: t.changed}
	for _, slice := range t.slices[service] {
		if !slice.leadsHere() {
			now.ready = append(now.ready, slice.ready()...)
			continue
		}
		notes := slice.Metadata.Annotations
		now.sleep = &sleep{
			namespace: slice.Metadata.Namespace, name: slice.Metadata.Name, uid: slice.Metadata.UID,
			state: notes[sleepAnnotation], refusal: notes[refusalAnnotation], refusedAt: notes[refusedAnnotation],
		}
	}
	return now
}

// find returns the service of a host; it waits a little for one that the ingress knew of first.
func (t *table) find(ctx context.Context, name string, patience time.Duration) (string, bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		t.mutex.Lock()
		known, found := t.hosts[name]
		changed := t.changed
		t.mutex.Unlock()
		if found && (known.goneAt.IsZero() || t.now().Sub(known.goneAt) <= lingering) {
			return known.service, true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return "", false
		}
	}
}
