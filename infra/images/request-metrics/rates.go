package main

import (
	"errors"
	"sync"
	"time"
)

var (
	errTooEarly = errors.New("the ingress has not been watched for long enough yet")
	errStale    = errors.New("the ingress has not been read lately")
)

// rates knows how many requests per second have come to each of the ingress's services within the last window. It never
// answers from ignorance: a rate of 0 would take pods away.
type rates struct {
	window, stale time.Duration

	mutex sync.Mutex
	looks []look // oldest first; the first is as old as the window, once there is one
}

type look struct {
	at     time.Time
	totals map[string]float64
}

func (r *rates) add(at time.Time, totals map[string]float64) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if last := len(r.looks) - 1; last >= 0 && at.Sub(r.looks[last].at) > r.stale {
		r.looks = nil
	}
	r.looks = append(r.looks, look{at, totals})
	for len(r.looks) > 1 && at.Sub(r.looks[1].at) >= r.window {
		r.looks = r.looks[1:]
	}
}

// perSecond is the sum over these ways to a Service, and when it was so.
func (r *rates) perSecond(now time.Time, ways []string) (float64, time.Time, error) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.looks) == 0 {
		return 0, time.Time{}, errTooEarly
	}
	first, last := r.looks[0], r.looks[len(r.looks)-1]
	if now.Sub(last.at) > r.stale {
		return 0, time.Time{}, errStale
	}
	elapsed := last.at.Sub(first.at)
	if elapsed < r.window {
		return 0, time.Time{}, errTooEarly
	}
	requests := 0.0
	for _, way := range ways {
		requests += last.totals[way] - first.totals[way]
	}
	return requests / elapsed.Seconds(), last.at, nil
}
