package auth

import (
	"os"

	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/sessions"
)

const secret = "not so secret at all"

// ruleid: hard-coded-signing-key
var key = []byte("correct horse battery staple")

// ruleid: hard-coded-signing-key
var store = sessions.NewCookieStore([]byte("something-very-secret"))

// ok: hard-coded-signing-key
var goodStore = sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))

// ok: hard-coded-signing-key
var prefix = []byte("Bearer ")

func issue(c jwt.Claims) (string, error) {
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString(key)
}

func direct(c jwt.Claims) (string, error) {
	// ruleid: hard-coded-signing-key
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte("secret"))
}

func constant(c jwt.Claims) (string, error) {
	// ruleid: hard-coded-signing-key
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))
}

func parse(raw string) (*jwt.Token, error) {
	return jwt.Parse(raw, func(t *jwt.Token) (interface{}, error) {
		// ruleid: hard-coded-signing-key
		return []byte("secret"), nil
	})
}

func good(raw string) (*jwt.Token, error) {
	return jwt.Parse(raw, func(t *jwt.Token) (interface{}, error) {
		// ok: hard-coded-signing-key
		return []byte(os.Getenv("JWT_KEY")), nil
	})
}

func settings(c jwt.Claims, s Settings) (string, error) {
	// ok: hard-coded-signing-key
	return jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(s.JWTKey))
}
