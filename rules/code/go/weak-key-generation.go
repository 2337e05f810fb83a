package keys

import (
	"crypto/rsa"
	"math/rand"
	"time"
)

const letters = "abcdefghijklmnopqrstuvwxyz"

func NewAPIKey() string {
	b := make([]byte, 32)
	for i := range b {
		// ruleid: weak-key-generation-predictable
		b[i] = letters[rand.Intn(len(letters))]
	}
	return string(b)
}

func generateSessionID() []byte {
	b := make([]byte, 16)
	// ruleid: weak-key-generation-predictable
	rand.Read(b)
	return b
}

func jitter() time.Duration {
	// ok: weak-key-generation-predictable
	return time.Duration(rand.Intn(100)) * time.Millisecond
}

func pickServer(servers []string) string {
	// ok: weak-key-generation-predictable
	return servers[rand.Intn(len(servers))]
}

func short() (*rsa.PrivateKey, error) {
	// ruleid: weak-key-generation-short
	return rsa.GenerateKey(reader, 1024)
}

func long() (*rsa.PrivateKey, error) {
	// ok: weak-key-generation-short
	return rsa.GenerateKey(reader, 3072)
}
