package auth

import (
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/golang-jwt/jwt/v5"
)

func lax(raw string) (*jwt.Token, error) {
	// ruleid: expiry-ignored-unchecked
	return jwt.Parse(raw, keyfunc, jwt.WithoutClaimsValidation())
}

func verifier(p *oidc.Provider, id string) *oidc.IDTokenVerifier {
	// ruleid: expiry-ignored-unchecked
	return p.Verifier(&oidc.Config{ClientID: id, SkipExpiryCheck: true})
}

func later(raw string, c *Claims) error {
	// ok: expiry-ignored-unchecked
	_, err := jwt.ParseWithClaims(raw, c, keyfunc, jwt.WithoutClaimsValidation())
	if err != nil {
		return err
	}
	return c.Valid()
}

func forever(user string) (string, error) {
	// ruleid: expiry-ignored-never
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": user, "iat": time.Now().Unix()})
	return t.SignedString(key())
}

func registered(user string) (string, error) {
	// ruleid: expiry-ignored-never
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{Subject: user})
	return t.SignedString(key())
}

func hour(user string) (string, error) {
	// ok: expiry-ignored-never
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": user,
		"exp": time.Now().Add(time.Hour).Unix(),
	})
	return t.SignedString(key())
}

func added(user string) (string, error) {
	// ok: expiry-ignored-never
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": user})
	t.Claims.(jwt.MapClaims)["exp"] = soon()
	return t.SignedString(key())
}
