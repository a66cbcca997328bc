package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

func (l *limits) count() int {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.total
}

func quiet() *slog.Logger { return slog.New(slog.NewTextHandler(io.Discard, nil)) }

// asleepSlice is what the worker writes for an app at hello.example.com.
func asleepSlice(state string, notes map[string]string) *endpointSlice {
	slice := &endpointSlice{}
	slice.Metadata.Name, slice.Metadata.Namespace, slice.Metadata.UID = "web-asleep", "berth-acme", "uid-asleep"
	slice.Metadata.Labels = map[string]string{managedByLabel: managedByBerth, serviceLabel: "web"}
	slice.Metadata.Annotations = map[string]string{hostsAnnotation: "hello.example.com", sleepAnnotation: state}
	for key, value := range notes {
		slice.Metadata.Annotations[key] = value
	}
	return slice
}

// podsSlice is what the cluster writes for the app's pods.
func podsSlice(t *testing.T, ready bool, addresses ...string) *endpointSlice {
	slice := &endpointSlice{}
	slice.Metadata.Name, slice.Metadata.Namespace, slice.Metadata.UID = "web-abcde", "berth-acme", "uid-pods"
	slice.Metadata.Labels = map[string]string{serviceLabel: "web"}
	name := portName
	for _, address := range addresses {
		host, text, err := net.SplitHostPort(address)
		if err != nil {
			t.Fatal(err)
		}
		port, _ := strconv.Atoi(text)
		endpoint := slice.Endpoints
		endpoint = append(endpoint, struct {
			Addresses  []string `json:"addresses"`
			Conditions struct {
				Ready *bool `json:"ready"`
			} `json:"conditions"`
		}{Addresses: []string{host}})
		endpoint[len(endpoint)-1].Conditions.Ready = &ready
		slice.Endpoints = endpoint
		slice.Ports = append(slice.Ports, struct {
			Name *string `json:"name"`
			Port *int    `json:"port"`
		}{&name, &port})
	}
	return slice
}

type asked struct {
	mutex sync.Mutex
	times int
}

func (a *asked) count() int {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.times
}

// start serves a gate over a table that holds slices.
func start(t *testing.T, hold, heard time.Duration, slices ...*endpointSlice) (*gate, string, *asked) {
	t.Helper()
	services := newTable()
	services.replace(slices)
	wanted := &asked{}
	g := &gate{services: services, hold: hold, heard: heard, held: limits{perService: 30, all: 120}, passed: limits{perService: 30, all: 120}, announce: newAnnouncer(func(sleep) error {
		wanted.mutex.Lock()
		defer wanted.mutex.Unlock()
		wanted.times++
		return nil
	}, quiet())}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := g.server("")
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return g, listener.Addr().String(), wanted
}

func get(address, path string) (int, string, http.Header, error) {
	request, _ := http.NewRequest(http.MethodGet, "http://"+address+path, nil)
	request.Host = "hello.example.com:443"
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, "", nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text), answer.Header, err
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatal("not within 10 s: " + what)
}

func TestTwentyRequestsAtOnceAreHeldUntilThePodIsReadyAndAnsweredByIt(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s %s", r.Host, r.URL.Path, r.Header.Get("X-Forwarded-For"))
	}))
	defer app.Close()
	g, address, wanted := start(t, 10*time.Second, 10*time.Second, asleepSlice("asleep", nil))
	results := make(chan string, 20)
	for range 20 {
		go func() {
			status, text, _, err := get(address, "/path")
			results <- fmt.Sprintf("%d %s %v", status, text, err)
		}()
	}
	eventually(t, "the wake-up is asked for", func() bool { return wanted.count() > 0 })
	eventually(t, "all are held", func() bool { return g.held.count() == 20 })
	if len(results) > 0 {
		t.Fatalf("answered before the app was there: %s", <-results)
	}
	g.services.set(asleepSlice("waking", nil))
	g.services.set(podsSlice(t, false, app.Listener.Addr().String()))
	g.services.set(podsSlice(t, true, app.Listener.Addr().String()))
	for range 20 {
		if result := <-results; result != "200 hello.example.com:443 /path  <nil>" {
			t.Fatal(result)
		}
	}
	if wanted.count() != 1 {
		t.Errorf("the wake-up was asked for %d times", wanted.count())
	}
}

func TestARequestThatComesWhileTheAppFallsAsleepIsAnsweredAndKeepsItAwake(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "here") }))
	defer app.Close()
	_, address, wanted := start(t, time.Second, time.Second, asleepSlice("falling", nil), podsSlice(t, true, app.Listener.Addr().String()))
	if status, text, _, err := get(address, "/"); status != 200 || text != "here" {
		t.Fatal(status, text, err)
	}
	eventually(t, "the wake-up is asked for", func() bool { return wanted.count() == 1 })
}

func TestTheAppGetsTheRequestAsItCameAndAHostMayEndInADot(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RequestURI) }))
	defer app.Close()
	_, address, _ := start(t, time.Second, time.Second, asleepSlice("waking", nil), podsSlice(t, true, app.Listener.Addr().String()))
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	ask := func(fields string) string {
		fmt.Fprintf(connection, "GET /?q=100%%&b=1 HTTP/1.1\r\nHost: hello.example.com.\r\n%s\r\n", fields)
		answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(answer.Body)
		return fmt.Sprintf("%d %s", answer.StatusCode, text)
	}
	if said := ask(""); said != "200 /?q=100%&b=1" {
		t.Error(said)
	}
	var many strings.Builder
	for at := range mostFields + 1 {
		fmt.Fprintf(&many, "X-%d: 1\r\n", at)
	}
	if said := ask(many.String()); !strings.HasPrefix(said, "431 ") {
		t.Error(said)
	}
}

func TestAfterTheWakeUpAHostIsKnownUntilTheIngressHasReadOfIt(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "here") }))
	defer app.Close()
	g, address, _ := start(t, time.Second, time.Second, asleepSlice("waking", nil), podsSlice(t, true, app.Listener.Addr().String()))
	g.services.remove(asleepSlice("waking", nil))
	if status, text, _, err := get(address, "/"); status != 200 || text != "here" {
		t.Fatal(status, text, err)
	}
	g.services.now = func() time.Time { return time.Now().Add(2*lingering + time.Second) }
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if _, found := g.services.find(ctx, "hello.example.com", time.Millisecond); found {
		t.Error("still known")
	}
}

func TestWhatKeepsAnAppAsleepIsSaid(t *testing.T) {
	for _, one := range []struct {
		name, state, says string
		then              *endpointSlice
	}{
		{"nobody hears of it", "asleep", "does not answer", nil},
		{"it does not start in time", "waking", "was not ready within", nil},
		{"the budget has no room", "asleep", "no room for 1 pod", asleepSlice("asleep", map[string]string{refusalAnnotation: "no room for 1 pod", refusedAnnotation: "2"})},
	} {
		t.Run(one.name, func(t *testing.T) {
			g, address, _ := start(t, 600*time.Millisecond, 300*time.Millisecond, asleepSlice(one.state, map[string]string{refusalAnnotation: "an earlier refusal", refusedAnnotation: "1"}))
			if one.then != nil {
				go func() { time.Sleep(100 * time.Millisecond); g.services.set(one.then) }()
			}
			status, text, header, err := get(address, "/")
			if status != 503 || !strings.Contains(text, one.says) || header.Get("Retry-After") == "" || err != nil {
				t.Fatal(status, text, header, err)
			}
		})
	}
}

func TestNoAppAndNoTenantTakesTheRoomOfTheOthers(t *testing.T) {
	l := limits{perService: 4, all: 24}
	fill := func(services ...string) int {
		places := 0
		for _, service := range services {
			for l.enter(service) {
				places++
			}
		}
		return places
	}
	if app, tenant := fill("acme/a"), fill("acme/b", "acme/c"); app != 4 || tenant != 2 {
		t.Fatalf("one app has %d places, and its tenant %d more", app, tenant)
	}
	for at := range 4 { // each takes all it gets
		if fill(fmt.Sprintf("greedy%d/a", at), fmt.Sprintf("greedy%d/b", at)) == 0 {
			t.Fatalf("nothing is left for tenant %d", at)
		}
	}
	if !l.enter("globex/a") {
		t.Fatal("several tenants have taken all there is")
	}
	for range 4 {
		l.leave("acme/a")
	}
	if places := fill("umbrella/a"); places < 2 {
		t.Fatalf("of places that were left %d are free", places)
	}
}

func TestARequestThatIsBeingAnsweredHoldsNoPlaceOfThoseThatWait(t *testing.T) {
	end := make(chan struct{})
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/long" {
			<-end
		}
		io.WriteString(w, "here")
	}))
	defer app.Close()
	g, address, _ := start(t, 10*time.Second, 10*time.Second, asleepSlice("waking", nil), podsSlice(t, true, app.Listener.Addr().String()))
	g.held.perService, g.passed.perService = 5, 6
	results := make(chan string, 6)
	ask := func(path string) {
		status, text, _, err := get(address, path)
		results <- fmt.Sprintf("%d %s %v", status, text, err)
	}
	for at := range 6 {
		go ask("/long")
		eventually(t, "it is passed on", func() bool { return g.passed.count() == at+1 && g.held.count() == 0 })
	}
	go func() { eventually(t, "the next waits", func() bool { return g.held.count() == 1 }); close(end) }()
	if status, text, _, err := get(address, "/"); status != 200 || text != "here" {
		t.Fatal(status, text, err)
	}
	for range 6 {
		if result := <-results; result != "200 here <nil>" {
			t.Fatal(result)
		}
	}
	eventually(t, "all places are given back", func() bool { return g.passed.count() == 0 && g.held.count() == 0 })
}

func TestWhoeverWaitsForAnAppThatIsStoppedIsToldAtOnce(t *testing.T) {
	g, address, _ := start(t, time.Minute, time.Minute, asleepSlice("asleep", nil))
	go func() {
		eventually(t, "it waits", func() bool { return g.held.count() == 1 })
		g.services.remove(asleepSlice("asleep", nil))
	}()
	for _, when := range []string{"while it waits", "after it"} {
		began := time.Now()
		status, text, header, err := get(address, "/")
		if status != 503 || !strings.Contains(text, "may be stopped") || header.Get("Retry-After") == "" || err != nil || time.Since(began) > 10*time.Second {
			t.Fatal(when, status, text, header, err, time.Since(began))
		}
	}
}

func TestStreamsAndUpgradesPassBothWays(t *testing.T) {
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") == "" { // each chunk comes back before the next is sent
			control := http.NewResponseController(w)
			control.EnableFullDuplex()
			lines := bufio.NewScanner(r.Body)
			for lines.Scan() {
				fmt.Fprintf(w, "%s %s\n", r.Proto, lines.Text())
				control.Flush()
			}
			return
		}
		connection, both, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer connection.Close()
		io.WriteString(connection, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
		line, _ := both.ReadString('\n')
		io.WriteString(connection, "got "+line)
	})
	both := new(http.Protocols)
	both.SetHTTP1(true)
	both.SetUnencryptedHTTP2(true)
	app := httptest.NewUnstartedServer(echo)
	app.Config.Protocols = both
	app.Start()
	defer app.Close()
	_, address, _ := start(t, 5*time.Second, 5*time.Second, asleepSlice("waking", nil), podsSlice(t, true, app.Listener.Addr().String()))

	for _, version := range []string{"HTTP/1.1", "HTTP/2.0"} {
		protocols := new(http.Protocols)
		protocols.SetHTTP1(version == "HTTP/1.1")
		protocols.SetUnencryptedHTTP2(version == "HTTP/2.0")
		client := http.Client{Transport: &http.Transport{Protocols: protocols}, Timeout: 10 * time.Second}
		reader, writer := io.Pipe()
		request, _ := http.NewRequest(http.MethodPost, "http://"+address+"/", reader)
		request.Host = "hello.example.com"
		go io.WriteString(writer, "one\n")
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(version, err)
		}
		lines := bufio.NewReader(answer.Body)
		for _, word := range []string{"one", "two"} {
			if word == "two" {
				go func() { io.WriteString(writer, "two\n"); writer.Close() }()
			}
			if line, err := lines.ReadString('\n'); line != version+" "+word+"\n" {
				t.Fatal(version, line, err)
			}
		}
		answer.Body.Close()
	}

	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	connection.SetDeadline(time.Now().Add(10 * time.Second))
	io.WriteString(connection, "GET / HTTP/1.1\r\nHost: hello.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
	answer, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil || answer.StatusCode != http.StatusSwitchingProtocols {
		t.Fatal(answer, err)
	}
	io.WriteString(connection, "ping\n")
	if line, err := bufio.NewReader(connection).ReadString('\n'); line != "got ping\n" {
		t.Fatal(line, err)
	}
}

func TestAChangeInTheClusterReachesTheTable(t *testing.T) {
	sent := make(chan string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer secret" {
			w.WriteHeader(401)
			return
		}
		if r.URL.Query().Get("watch") == "" {
			io.WriteString(w, `{"metadata":{"resourceVersion":"7"},"items":[]}`)
			return
		}
		for line := range sent {
			io.WriteString(w, line)
			w.(http.Flusher).Flush()
		}
	}))
	defer server.Close()
	defer close(sent)
	services := newTable()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	c := &cluster{server: server.URL, client: server.Client(), token: func() (string, error) { return "secret", nil }}
	go c.follow(ctx, services, quiet())
	eventually(t, "all is read", services.filled)
	slice := `{"metadata":{"name":"a","namespace":"berth-acme","uid":"1","resourceVersion":"8","labels":{"kubernetes.io/service-name":"web"}},"endpoints":[{"addresses":["10.0.0.1"],"conditions":{"ready":true}}],"ports":[{"name":"http","port":8080}]}`
	sent <- `{"type":"ADDED","object":` + slice + "}\n"
	eventually(t, "the pod is known", func() bool { return len(services.look("berth-acme/web").ready) == 1 })
	sent <- `{"type":"DELETED","object":` + slice + "}\n"
	eventually(t, "the pod is forgotten", func() bool { return len(services.look("berth-acme/web").ready) == 0 })
}
