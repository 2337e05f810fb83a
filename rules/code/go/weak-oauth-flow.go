package auth

import (
	"context"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"
)

func login(ctx context.Context, c *oauth2.Config, user, password string) (*oauth2.Token, error) {
	// ruleid: weak-oauth-flow-password
	return c.PasswordCredentialsToken(ctx, user, password)
}

func byHand(user, password string) url.Values {
	v := url.Values{}
	// ruleid: weak-oauth-flow-password
	v.Set("grant_type", "password")
	v.Set("username", user)
	return v
}

func start(w http.ResponseWriter, r *http.Request, c *oauth2.Config) {
	// ruleid: weak-oauth-flow-state
	http.Redirect(w, r, c.AuthCodeURL("state", oauth2.AccessTypeOffline), http.StatusFound)
}

func good(w http.ResponseWriter, r *http.Request, c *oauth2.Config) {
	state := newState(w)
	// ok: weak-oauth-flow-state
	http.Redirect(w, r, c.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier(w))), http.StatusFound)
}

func service(v url.Values) {
	// ok: weak-oauth-flow-password
	v.Set("grant_type", "client_credentials")
}
