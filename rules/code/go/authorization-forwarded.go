package proxy

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func fetch(w http.ResponseWriter, r *http.Request) {
	target := r.URL.Query().Get("target")
	out, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return
	}
	// ruleid: authorization-forwarded
	out.Header.Set("Authorization", r.Header.Get("Authorization"))
	http.DefaultClient.Do(out)
}

func preview(c *gin.Context) {
	link := c.Query("link")
	out, err := http.NewRequest(http.MethodGet, link, nil)
	if err != nil {
		return
	}
	auth := c.GetHeader("Authorization")
	// ruleid: authorization-forwarded
	out.Header.Set("Authorization", auth)
	http.DefaultClient.Do(out)
}

func orders(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	out, err := http.NewRequest(http.MethodGet, ordersURL+"/orders/"+id, nil)
	if err != nil {
		return
	}
	// ok: authorization-forwarded
	out.Header.Set("Authorization", r.Header.Get("Authorization"))
	http.DefaultClient.Do(out)
}

func anonymous(w http.ResponseWriter, r *http.Request) {
	target := r.URL.Query().Get("target")
	out, err := http.NewRequest(http.MethodGet, target, nil)
	if err != nil {
		return
	}
	// ok: authorization-forwarded
	out.Header.Set("Accept", r.Header.Get("Accept"))
	http.DefaultClient.Do(out)
}
