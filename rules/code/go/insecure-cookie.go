package auth

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func login(w http.ResponseWriter, id string) {
	// ruleid: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, Path: "/"})
}

func half(w http.ResponseWriter, token string) {
	// ruleid: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "access_token", Value: token, HttpOnly: true, Secure: false})
}

func framework(c *gin.Context, token string) {
	// ruleid: insecure-cookie
	c.SetCookie("jwt", token, 3600, "/", "", false, true)
}

func good(w http.ResponseWriter, id string) {
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
}

func byScheme(w http.ResponseWriter, r *http.Request, id string) {
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: r.TLS != nil})
}

func logout(w http.ResponseWriter) {
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "session", Value: "", MaxAge: -1})
}

func theme(w http.ResponseWriter) {
	// ok: insecure-cookie
	http.SetCookie(w, &http.Cookie{Name: "theme", Value: "dark"})
}

func gone(c *gin.Context) {
	// ok: insecure-cookie
	c.SetCookie("jwt", "", -1, "/", "", false, true)
}

func outgoing(req *http.Request, id string) {
	// ok: insecure-cookie
	req.AddCookie(&http.Cookie{Name: "session", Value: id})
}
