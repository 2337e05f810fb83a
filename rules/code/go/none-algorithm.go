package auth

import "github.com/golang-jwt/jwt/v5"

func key(t *jwt.Token) (any, error) {
	if t.Method.Alg() == "none" {
		// ruleid: none-algorithm
		return jwt.UnsafeAllowNoneSignatureType, nil
	}
	return secret(), nil
}

func issue(c jwt.Claims) (string, error) {
	// ruleid: none-algorithm
	t := jwt.NewWithClaims(jwt.SigningMethodNone, c)
	return t.SigningString()
}

func parse(raw string) (*jwt.Token, error) {
	// ruleid: none-algorithm
	return jwt.Parse(raw, key, jwt.WithValidMethods([]string{"HS256", "none"}))
}

func strict(raw string) (*jwt.Token, error) {
	// ok: none-algorithm
	return jwt.Parse(raw, key, jwt.WithValidMethods([]string{"ES256"}))
}

func refuse(t *jwt.Token) (any, error) {
	// ok: none-algorithm
	if t.Method == jwt.SigningMethodNone {
		return nil, jwt.ErrTokenUnverifiable
	}
	return secret(), nil
}
