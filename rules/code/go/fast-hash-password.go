package users

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"

	"golang.org/x/crypto/bcrypt"
)

func hash(password string) string {
	// ruleid: fast-hash-password-hash
	sum := sha256.Sum256([]byte(password))
	return hex.EncodeToString(sum[:])
}

func old(u User) string {
	h := md5.New()
	// ruleid: fast-hash-password-hash
	h.Write([]byte(u.Password))
	return hex.EncodeToString(h.Sum(nil))
}

func login(in LoginInput) bool {
	user := find(in.Email)
	// ruleid: fast-hash-password-plain
	return user.Password == in.Password
}

func refuse(email, password string) error {
	user := find(email)
	// ruleid: fast-hash-password-plain
	if user.Password != password {
		return errLogin
	}
	return nil
}

func good(password string) ([]byte, error) {
	// ok: fast-hash-password-hash
	return bcrypt.GenerateFromPassword([]byte(password), 12)
}

func etag(body string) string {
	// ok: fast-hash-password-hash
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func confirmed(in RegisterInput) bool {
	// ok: fast-hash-password-plain
	return in.Password == in.ConfirmPassword
}

func changed(user, oldUser User) bool {
	// ok: fast-hash-password-plain
	return user.Password != oldUser.Password
}

func isSet(user User) bool {
	// ok: fast-hash-password-plain
	return user.Password != ""
}
