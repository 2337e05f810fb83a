package guard

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

func Authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ruleid: path-prefix-decides
		if strings.HasPrefix(r.URL.Path, "/public") {
			next.ServeHTTP(w, r)
			return
		}
		require(next).ServeHTTP(w, r)
	})
}

func JWTGuard() gin.HandlerFunc {
	return func(c *gin.Context) {
		// ruleid: path-prefix-decides
		if strings.Contains(c.Request.URL.Path, "/login") {
			c.Next()
			return
		}
		check(c)
	}
}

func AuthByRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ok: path-prefix-decides
		if public[r.Pattern] {
			next.ServeHTTP(w, r)
			return
		}
		require(next).ServeHTTP(w, r)
	})
}

func Compress(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ok: path-prefix-decides
		if strings.HasSuffix(r.URL.Path, ".png") {
			next.ServeHTTP(w, r)
			return
		}
		gzip(next).ServeHTTP(w, r)
	})
}
