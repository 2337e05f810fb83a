package guard

import (
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
)

func literal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ruleid: static-key-compared
		if r.Header.Get("X-API-Key") != "shop-partner-2019" {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func environment(c *gin.Context) {
	key := c.GetHeader("X-Api-Key")
	// ruleid: static-key-compared
	if key != os.Getenv("API_KEY") {
		c.AbortWithStatus(http.StatusUnauthorized)
	}
}

func bearer(r *http.Request) bool {
	given := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	// ruleid: static-key-compared
	return given == os.Getenv("ADMIN_TOKEN")
}

func empty(r *http.Request) bool {
	// ok: static-key-compared
	return r.Header.Get("X-API-Key") == ""
}

func perCaller(r *http.Request) bool {
	// ok: static-key-compared
	_, known := keys[digest(r.Header.Get("X-API-Key"))]
	return known
}

func scheme(r *http.Request) bool {
	// ok: static-key-compared
	return r.Header.Get("Accept") == "application/json"
}
