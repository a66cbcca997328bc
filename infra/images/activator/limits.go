package main

import (
	"strings"
	"sync"
)

// sharedBy: a tenant takes no more places than this part of those that are free, so that however many tenants take all
// they get, there are places left for one that comes then.
const sharedBy = 3

// limits bounds requests of one kind that are here at once, so that no app and no tenant takes the room of the others.
type limits struct {
	perService, all int

	mutex   sync.Mutex
	total   int
	service map[string]int
	tenant  map[string]int
}

// enter takes a place; false when there is none. The place is given back by leave.
func (l *limits) enter(service string) bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.service == nil {
		l.service, l.tenant = map[string]int{}, map[string]int{}
	}
	tenant := tenantOf(service)
	if l.service[service] >= l.perService || l.tenant[tenant]*sharedBy >= l.all-l.total {
		return false
	}
	l.total++
	l.service[service]++
	l.tenant[tenant]++
	return true
}

func (l *limits) leave(service string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	tenant := tenantOf(service)
	l.total--
	if l.service[service]--; l.service[service] == 0 {
		delete(l.service, service)
	}
	if l.tenant[tenant]--; l.tenant[tenant] == 0 {
		delete(l.tenant, tenant)
	}
}

// tenantOf is the namespace: a tenant has one for its apps.
func tenantOf(service string) string {
	namespace, _, _ := strings.Cut(service, "/")
	return namespace
}
