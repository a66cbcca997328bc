package main

import (
	"log/slog"
	"sync"
	"time"
)

// announceEvery is the shortest time between two events about one app's sleep.
const announceEvery = 3 * time.Second

// announcer asks for wake-ups, for one app not more often than it has to.
type announcer struct {
	send  func(sleep) error
	log   *slog.Logger
	mutex sync.Mutex
	last  map[string]time.Time
}

func newAnnouncer(send func(sleep) error, log *slog.Logger) *announcer {
	return &announcer{send: send, log: log, last: map[string]time.Time{}}
}

// ask tells once more that the app is wanted, unless that has just been told.
func (a *announcer) ask(s sleep) {
	a.mutex.Lock()
	now := time.Now()
	due := now.Sub(a.last[s.uid]) >= announceEvery
	if due {
		for uid, at := range a.last {
			if now.Sub(at) > time.Hour {
				delete(a.last, uid)
			}
		}
		a.last[s.uid] = now
	}
	a.mutex.Unlock()
	if !due {
		return
	}
	go func() {
		if err := a.send(s); err != nil {
			a.log.Warn("the wake-up could not be asked for", "namespace", s.namespace, "error", err.Error())
		}
	}()
}
