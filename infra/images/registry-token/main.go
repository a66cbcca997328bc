// Command registry-token is the token service of Berth's registry: it knows who
// may pull and push what from keys alone, so that pulls never need Berth itself.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const usage = `usage: registry-token serve [-keys DIR] [-listen ADDRESS] [-issuer NAME] [-service NAME] [-lifetime DURATION]
       registry-token init -keys DIR          makes the missing keys and the registry's jwks.json
       registry-token config -realm URL       prints the registry's auth section
       registry-token password -keys DIR USER prints a user's password
`

const (
	defaultIssuer  = "berth-registry-token"
	defaultService = "berth-registry"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	var err error
	switch os.Args[1] {
	case "serve":
		err = serve(os.Args[2:])
	case "init":
		err = initialise(os.Args[2:])
	case "config":
		err = printConfig(os.Args[2:])
	case "password":
		err = printPassword(os.Args[2:])
	default:
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "registry-token:", err)
		os.Exit(1)
	}
}

func serve(arguments []string) error {
	flags := flag.NewFlagSet("serve", flag.ExitOnError)
	keys := flags.String("keys", "/etc/registry-token", "directory of master-key and signing-key.pem")
	listen := flags.String("listen", ":5001", "address to listen on")
	issuer := flags.String("issuer", defaultIssuer, "the registry's auth.token.issuer")
	service := flags.String("service", defaultService, "the registry's auth.token.service")
	lifetime := flags.Duration("lifetime", 5*time.Minute, "how long a token is good for")
	flags.Parse(arguments)

	masterKey, err := readMasterKey(filepath.Join(*keys, masterKeyFile))
	if err != nil {
		return err
	}
	signingKey, err := readSigningKey(filepath.Join(*keys, signingKeyFile))
	if err != nil {
		return err
	}
	public, err := publicJWK(signingKey)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	tokens := &tokenService{
		issuer: *issuer, service: *service, lifetime: *lifetime,
		masterKey: masterKey, signingKey: signingKey, keyID: public.KeyID,
		now: time.Now, log: log,
	}
	server := &http.Server{
		Addr: *listen, Handler: tokens.routes(),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		<-stop.Done()
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		ended <- server.Shutdown(grace)
	}()
	log.Info("listening", "address", *listen, "issuer", *issuer, "service", *service, "key", public.KeyID)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-ended
}

func initialise(arguments []string) error {
	flags := flag.NewFlagSet("init", flag.ExitOnError)
	keys := flags.String("keys", "", "directory to hold the keys")
	flags.Parse(arguments)
	if *keys == "" {
		return errors.New("init needs -keys DIR")
	}
	return makeKeys(*keys)
}

func printConfig(arguments []string) error {
	flags := flag.NewFlagSet("config", flag.ExitOnError)
	realm := flags.String("realm", "", "URL of this service's /token as clients reach it")
	jwks := flags.String("jwks", "/etc/registry/jwks.json", "path of jwks.json in the registry's container")
	flags.Parse(arguments)
	if *realm == "" {
		return errors.New("config needs -realm URL")
	}
	fmt.Printf("auth:\n  token:\n    realm: %s\n    service: %s\n    issuer: %s\n    jwks: %s\n    signingalgorithms: [ES256]\n",
		*realm, defaultService, defaultIssuer, *jwks)
	return nil
}

func printPassword(arguments []string) error {
	flags := flag.NewFlagSet("password", flag.ExitOnError)
	keys := flags.String("keys", "", "directory of the keys")
	flags.Parse(arguments)
	name := flags.Arg(0)
	u, known := parseUser(name)
	if *keys == "" || !known {
		return errors.New("password needs -keys DIR and a user of the form <prefix>.<tenant>.<role>, <prefix>.-.admin or -.-.mirror")
	}
	masterKey, err := readMasterKey(filepath.Join(*keys, masterKeyFile))
	if err != nil {
		return err
	}
	fmt.Println(password(roleKey(masterKey, u.role), name))
	return nil
}
