package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// A role decides what a user may do in the registry. Whoever holds a role's
// key can make every user name and password of that role, and of no other.
type role string

const (
	roleSource role = "source" // pushes uploaded sources (the API)
	roleBuild  role = "build"  // reads sources, pushes images (builds)
	rolePull   role = "pull"   // pulls images (the kubelet)
	roleAdmin  role = "admin"  // everything of one installation (garbage collection)
	roleMirror role = "mirror" // fills the base image mirror (the local cluster)
)

var roles = []role{roleSource, roleBuild, rolePull, roleAdmin, roleMirror}

// absent stands in a user name for a prefix or a tenant that the role has none of.
const absent = "-"

var (
	prefixPattern = regexp.MustCompile(`^[a-z][a-z0-9]{2,31}$`)
	tenantPattern = regexp.MustCompile(`^[a-z][a-z0-9]{2,19}$`)
)

// user is who asks: one role of one tenant of one installation.
type user struct {
	prefix, tenant string
	role           role
}

// parseUser reads "<prefix>.<tenant>.<role>"; admin has no tenant
// ("<prefix>.-.admin"), mirror neither ("-.-.mirror").
func parseUser(name string) (user, bool) {
	parts := strings.Split(name, ".")
	if len(parts) != 3 {
		return user{}, false
	}
	u := user{prefix: parts[0], tenant: parts[1], role: role(parts[2])}
	switch u.role {
	case roleMirror:
		return u, u.prefix == absent && u.tenant == absent
	case roleAdmin:
		return u, prefixPattern.MatchString(u.prefix) && u.tenant == absent
	case roleSource, roleBuild, rolePull:
		return u, prefixPattern.MatchString(u.prefix) && tenantPattern.MatchString(u.tenant)
	}
	return user{}, false
}

// roleKey derives the key of one role from the master key.
func roleKey(masterKey []byte, r role) []byte {
	return hmacSHA256(masterKey, "berth-registry-role:"+string(r))
}

// password derives a user's password from its role's key.
func password(roleKey []byte, userName string) string {
	return base64.RawURLEncoding.EncodeToString(hmacSHA256(roleKey, userName))
}

// authenticate answers whether the password is the user's own. An unknown user
// costs as much time as a wrong password.
func authenticate(masterKey []byte, userName, given string) (user, bool) {
	u, known := parseUser(userName)
	if !known || !slices.Contains(roles, u.role) {
		u, known = user{role: rolePull}, false
	}
	want := password(roleKey(masterKey, u.role), userName)
	right := hmac.Equal([]byte(want), []byte(given))
	return u, known && right
}

func hmacSHA256(key []byte, message string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return mac.Sum(nil)
}
