package codes

import (
	"fmt"
	"math/rand"
)

func newOTP() string {
	// ruleid: short-one-time-code
	return fmt.Sprintf("%06d", rand.Intn(1000000))
}

func sendVerificationCode(to string, n int) {
	// ruleid: short-one-time-code
	send(to, fmt.Sprintf("%04d", n))
}

func loginCode(secure Source) string {
	// ok: short-one-time-code
	return fmt.Sprintf("%06d", secure.Below(1000000))
}

func orderNumber() string {
	// ok: short-one-time-code
	return fmt.Sprintf("%04d", rand.Intn(10000))
}

func parseOptions(n int) string {
	// ok: short-one-time-code
	return fmt.Sprintf("%02d", n)
}
