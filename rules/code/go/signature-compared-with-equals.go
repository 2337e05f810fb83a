package hooks

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
)

func plain(body []byte, given string) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	expected := hex.EncodeToString(mac.Sum(nil))
	// ruleid: signature-compared-with-equals
	return expected == given
}

func raw(body, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	// ruleid: signature-compared-with-equals
	return bytes.Equal(mac.Sum(nil), given)
}

func refused(body []byte, given string) error {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	// ruleid: signature-compared-with-equals
	if given != "sha256="+hex.EncodeToString(mac.Sum(nil)) {
		return errSignature
	}
	return nil
}

func constant(body, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	// ok: signature-compared-with-equals
	return hmac.Equal(mac.Sum(nil), given)
}

func alsoConstant(body, given []byte) bool {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	// ok: signature-compared-with-equals
	return subtle.ConstantTimeCompare(mac.Sum(nil), given) == 1
}

func digest(body []byte, etag string) bool {
	h := sha256.New()
	h.Write(body)
	// ok: signature-compared-with-equals
	return hex.EncodeToString(h.Sum(nil)) == etag
}
