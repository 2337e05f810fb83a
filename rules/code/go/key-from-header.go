package auth

import (
	"crypto"
	"errors"

	"github.com/golang-jwt/jwt/v5"
	"github.com/lestrrat-go/jwx/v2/jwk"
)

func keyfunc(t *jwt.Token) (any, error) {
	// ruleid: key-from-header
	set, err := fetchKeys(t.Header["jku"].(string))
	if err != nil {
		return nil, err
	}
	return set.Key(t.Header["kid"].(string))
}

func embedded(t *jwt.Token) (any, error) {
	// ruleid: key-from-header
	return parseKey(t.Header["jwk"])
}

func verify(raw []byte) ([]byte, error) {
	// ruleid: key-from-header
	return jws.Verify(raw, jws.WithVerifyAuto(nil, jwk.WithFetchWhitelist(jwk.InsecureWhitelist{})))
}

func known(t *jwt.Token) (any, error) {
	// ok: key-from-header
	kid, _ := t.Header["kid"].(string)
	k, found := keys[kid]
	if !found {
		return nil, errors.New("unknown key")
	}
	return k, nil
}

func checkedAddress(t *jwt.Token) (any, error) {
	// ok: key-from-header
	address, _ := t.Header["jku"].(string)
	if !allowedAddresses[address] {
		return nil, errors.New("unknown set of keys")
	}
	return fetchKeys(address)
}

// A proof of possession holds its key, and the access token names its thumbprint.
func dpopKey(t *jwt.Token) (any, error) {
	// ok: key-from-header
	return parseKey(t.Header["jwk"])
}

func sign(c jwt.Claims, k crypto.Signer) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodES256, c)
	// ok: key-from-header
	t.Header["jwk"] = public(k)
	return t.SignedString(k)
}
