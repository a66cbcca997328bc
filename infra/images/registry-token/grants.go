package main

import (
	"regexp"
	"slices"
	"strings"
)

// access is one entry of a token's "access" claim, as the registry reads it.
type access struct {
	Type    string   `json:"type"`
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

const mirrorPath = "mirror/"

// maxScopes bounds the work that one request can ask for.
const maxScopes = 32

var repositoryPattern = regexp.MustCompile(`^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$`)

// allowedActions says what a user may do with one repository. Nil stands for
// somebody without credentials. It never answers "*", which the registry would
// read as every action there is.
func allowedActions(u *user, repository string) []string {
	if len(repository) > 255 || !repositoryPattern.MatchString(repository) {
		return nil
	}
	switch inMirror := strings.HasPrefix(repository, mirrorPath); {
	case inMirror && u != nil && u.role == roleMirror:
		return []string{"pull", "push", "delete"}
	case inMirror:
		return []string{"pull"}
	case u == nil:
		return nil
	}
	installation := u.prefix + "/"
	tenant := installation + u.tenant + "/"
	switch {
	case u.role == roleAdmin && strings.HasPrefix(repository, installation):
		return []string{"pull", "push", "delete"}
	case u.role == roleSource && repository == tenant+"source": // delete: of uploads that broke off
		return []string{"pull", "push", "delete"}
	case u.role == roleBuild && repository == tenant+"source":
		return []string{"pull"}
	case u.role == roleBuild && strings.HasPrefix(repository, tenant):
		return []string{"pull", "push"}
	case u.role == rolePull && strings.HasPrefix(repository, tenant):
		return []string{"pull"}
	}
	return nil
}

// grant intersects the scopes asked for with what the user may do. A scope of
// which nothing is left is dropped: the registry then answers that the token
// does not reach, and the client sees "denied".
func grant(u *user, scopes []string) []access {
	granted := []access{}
	for _, scope := range scopes {
		kind, rest, found := strings.Cut(scope, ":")
		last := strings.LastIndexByte(rest, ':')
		if !found || last < 0 || kind != "repository" {
			continue
		}
		name := rest[:last]
		wanted := strings.Split(rest[last+1:], ",")
		everything := slices.Contains(wanted, "*")
		actions := []string{}
		for _, action := range allowedActions(u, name) {
			if everything || slices.Contains(wanted, action) {
				actions = append(actions, action)
			}
		}
		if len(actions) > 0 {
			granted = append(granted, access{Type: "repository", Name: name, Actions: actions})
		}
	}
	return granted
}

// splitScopes reads the scope parameters: each may hold several, apart by spaces.
func splitScopes(parameters []string) ([]string, bool) {
	scopes := []string{}
	for _, parameter := range parameters {
		scopes = append(scopes, strings.Fields(parameter)...)
	}
	return scopes, len(scopes) <= maxScopes
}
