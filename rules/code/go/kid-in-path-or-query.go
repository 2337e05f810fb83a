package auth

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"path/filepath"

	"github.com/golang-jwt/jwt/v5"
)

func fromFile(t *jwt.Token) (any, error) {
	kid := t.Header["kid"].(string)
	// ruleid: kid-in-path-or-query
	return os.ReadFile("/etc/keys/" + kid + ".pem")
}

func joined(t *jwt.Token) (any, error) {
	kid, ok := t.Header["kid"].(string)
	if !ok {
		return nil, jwt.ErrTokenUnverifiable
	}
	name := filepath.Join(folder, kid)
	// ruleid: kid-in-path-or-query
	return os.Open(name)
}

func fetched(t *jwt.Token) (any, error) {
	// ruleid: kid-in-path-or-query
	return http.Get(fmt.Sprintf("https://keys.shop.example/%s", t.Header["kid"]))
}

func stored(db *sql.DB) jwt.Keyfunc {
	return func(t *jwt.Token) (any, error) {
		var pem string
		// ruleid: kid-in-path-or-query
		err := db.QueryRow(fmt.Sprintf("select pem from keys where id = '%v'", t.Header["kid"])).Scan(&pem)
		return pem, err
	}
}

func bound(db *sql.DB) jwt.Keyfunc {
	return func(t *jwt.Token) (any, error) {
		var pem string
		// ok: kid-in-path-or-query
		err := db.QueryRow("select pem from keys where id = $1", t.Header["kid"]).Scan(&pem)
		return pem, err
	}
}

func base(t *jwt.Token) (any, error) {
	// ok: kid-in-path-or-query
	return os.ReadFile(filepath.Join(folder, filepath.Base(t.Header["kid"].(string))))
}

func listed(t *jwt.Token) (any, error) {
	file := files[t.Header["kid"].(string)]
	// ok: kid-in-path-or-query
	return os.ReadFile(file)
}
