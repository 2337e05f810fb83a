package auth

import (
	"errors"
	"net/http"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
)

func Subject(r *http.Request) (string, error) {
	raw := bearer(r)
	claims := jwt.MapClaims{}
	// ruleid: signature-not-verified-unverified
	_, _, err := new(jwt.Parser).ParseUnverified(raw, claims)
	if err != nil {
		return "", err
	}
	return claims["sub"].(string), nil
}

func UserFromToken(raw string) (*User, error) {
	parser := jwt.NewParser()
	claims := &Claims{}
	// ruleid: signature-not-verified-unverified
	if _, _, err := parser.ParseUnverified(raw, claims); err != nil {
		return nil, err
	}
	return &User{ID: claims.Subject, Role: claims.Role}, nil
}

func IssuerFirst(raw string) (*jwt.Token, error) {
	claims := jwt.MapClaims{}
	// ok: signature-not-verified-unverified
	if _, _, err := jwt.NewParser().ParseUnverified(raw, claims); err != nil {
		return nil, err
	}
	issuer, _ := claims["iss"].(string)
	keys, known := issuers[issuer]
	if !known {
		return nil, errors.New("unknown issuer")
	}
	return jwt.Parse(raw, keys.Keyfunc)
}

// expiresSoon looks at a token that this client got from its own server.
func expiresSoon(raw string) bool {
	claims := jwt.RegisteredClaims{}
	// ok: signature-not-verified-unverified
	if _, _, err := jwt.NewParser().ParseUnverified(raw, &claims); err != nil {
		return true
	}
	return claims.ExpiresAt.Before(soon())
}

func Verifier(p *oidc.Provider, id string) *oidc.IDTokenVerifier {
	// ruleid: signature-not-verified-skipped
	return p.Verifier(&oidc.Config{ClientID: id, InsecureSkipSignatureCheck: true})
}

func GoodVerifier(p *oidc.Provider, id string) *oidc.IDTokenVerifier {
	// ok: signature-not-verified-skipped
	return p.Verifier(&oidc.Config{ClientID: id})
}
