package api

import (
	"net/http"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func any() gin.HandlerFunc {
	// ruleid: cors-any-origin-with-credentials-middleware
	return cors.New(cors.Config{
		AllowOriginFunc:  func(origin string) bool { return true },
		AllowMethods:     []string{"GET", "POST"},
		AllowCredentials: true,
	})
}

func star() gin.HandlerFunc {
	// ruleid: cors-any-origin-with-credentials-middleware
	return cors.New(cors.Config{AllowCredentials: true, AllowOrigins: []string{"*"}})
}

func public() gin.HandlerFunc {
	// ok: cors-any-origin-with-credentials-middleware
	return cors.New(cors.Config{AllowAllOrigins: true, AllowMethods: []string{"GET"}})
}

func known() gin.HandlerFunc {
	// ok: cors-any-origin-with-credentials-middleware
	return cors.New(cors.Config{AllowOrigins: []string{"https://shop.example"}, AllowCredentials: true})
}

func reflected(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ruleid: cors-any-origin-with-credentials-reflected
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		next.ServeHTTP(w, r)
	})
}

func looked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origins[origin] && isAllowed(origin) {
			// ok: cors-any-origin-with-credentials-reflected
			w.Header().Set("Access-Control-Allow-Origin", origin)
			w.Header().Set("Access-Control-Allow-Credentials", "true")
		}
		next.ServeHTTP(w, r)
	})
}

func withoutCookies(w http.ResponseWriter, r *http.Request) {
	// ok: cors-any-origin-with-credentials-reflected
	w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
}
