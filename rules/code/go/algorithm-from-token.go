package auth

import "github.com/golang-jwt/jwt/v5"

func verify(raw string, peek *jwt.Token) error {
	// ruleid: algorithm-from-token
	method := jwt.GetSigningMethod(peek.Header["alg"].(string))
	return method.Verify(head(raw), sig(raw), publicKey)
}

func parse(raw string, peek *jwt.Token) (*jwt.Token, error) {
	// ruleid: algorithm-from-token
	return jwt.Parse(raw, key, jwt.WithValidMethods([]string{peek.Method.Alg()}))
}

func fixed(raw string) error {
	// ok: algorithm-from-token
	method := jwt.GetSigningMethod("ES256")
	return method.Verify(head(raw), sig(raw), publicKey)
}

func listed(raw string) (*jwt.Token, error) {
	// ok: algorithm-from-token
	return jwt.Parse(raw, key, jwt.WithValidMethods([]string{jwt.SigningMethodES256.Alg()}))
}

func key(t *jwt.Token) (any, error) {
	// ok: algorithm-from-token
	if t.Header["alg"].(string) != "ES256" {
		return nil, jwt.ErrTokenUnverifiable
	}
	return publicKey, nil
}
