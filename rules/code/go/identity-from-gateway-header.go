package orders

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func list(w http.ResponseWriter, r *http.Request) {
	// ruleid: identity-from-gateway-header
	user := r.Header.Get("X-User-Id")
	write(w, store.OrdersOf(user))
}

func remove(c *gin.Context) {
	// ruleid: identity-from-gateway-header
	if c.GetHeader("X-User-Role") != "admin" {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	store.Remove(c.Param("id"))
}

func good(w http.ResponseWriter, r *http.Request) {
	// ok: identity-from-gateway-header
	claims, err := verify(r.Header.Get("Authorization"))
	if err != nil {
		http.Error(w, "no", http.StatusUnauthorized)
		return
	}
	write(w, store.OrdersOf(claims.Subject))
}

func traced(r *http.Request) string {
	// ok: identity-from-gateway-header
	return r.Header.Get("X-Request-Id")
}

func forward(out *http.Request, user string) {
	// ok: identity-from-gateway-header
	out.Header.Set("X-User-Id", user)
}
