package auth

import (
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
)

func verifier(p *oidc.Provider) *oidc.IDTokenVerifier {
	// ruleid: no-audience-skipped
	return p.Verifier(&oidc.Config{SkipClientIDCheck: true})
}

func multi(p *oidc.Provider, id string) *oidc.IDTokenVerifier {
	// ruleid: no-audience-skipped
	return p.Verifier(&oidc.Config{ClientID: id, SkipIssuerCheck: true})
}

func good(p *oidc.Provider, id string) *oidc.IDTokenVerifier {
	// ok: no-audience-skipped
	return p.Verifier(&oidc.Config{ClientID: id})
}

func parse(raw string) (*jwt.Token, error) {
	// ruleid: no-audience-parse
	return jwt.Parse(raw, jwks.Keyfunc, jwt.WithValidMethods([]string{"RS256"}))
}

func claims(raw string) (*Claims, error) {
	c := &Claims{}
	// ruleid: no-audience-parse
	_, err := jwt.ParseWithClaims(raw, c, keyfunc)
	return c, err
}

func withAudience(raw string) (*jwt.Token, error) {
	// ok: no-audience-parse
	return jwt.Parse(raw, keyfunc, jwt.WithAudience("orders"), jwt.WithIssuer(issuer))
}

func looked(raw string) (*Claims, error) {
	c := &Claims{}
	// ok: no-audience-parse
	_, err := jwt.ParseWithClaims(raw, c, keyfunc)
	if err == nil && !contains(c.Audience, "orders") {
		return nil, jwt.ErrTokenInvalidAudience
	}
	return c, err
}

// Only this service issues and reads these.
func own(raw string) (*Claims, error) {
	c := &Claims{}
	// ok: no-audience-parse
	_, err := jwt.ParseWithClaims(raw, c, func(t *jwt.Token) (any, error) { return secret(), nil })
	return c, err
}
