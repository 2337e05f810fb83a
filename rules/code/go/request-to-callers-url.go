package preview

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"
)

func fetch(w http.ResponseWriter, r *http.Request) {
	link := r.URL.Query().Get("url")
	// ruleid: request-to-callers-url
	resp, err := http.Get(link)
	if err != nil {
		return
	}
	defer resp.Body.Close()
}

func webhook(c *gin.Context) {
	var in HookInput
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	// ruleid: request-to-callers-url
	req, _ := http.NewRequest(http.MethodPost, in.Address, nil)
	http.DefaultClient.Do(req)
}

func trimmed(w http.ResponseWriter, r *http.Request) {
	image := strings.TrimSpace(r.FormValue("image"))
	// ruleid: request-to-callers-url
	http.Head(image)
}

func hostOnly(w http.ResponseWriter, r *http.Request) {
	// ruleid: request-to-callers-url
	http.Get("http://" + r.FormValue("host"))
}

func order(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	// ok: request-to-callers-url
	http.Get("https://orders.shop.example/v1/" + url.PathEscape(id))
}

func based(w http.ResponseWriter, r *http.Request) {
	// ok: request-to-callers-url
	http.Get(base + r.FormValue("id"))
}

func formatted(w http.ResponseWriter, r *http.Request) {
	// ok: request-to-callers-url
	http.Get(fmt.Sprintf("https://orders.shop.example/%s", r.FormValue("id")))
}

func checked(w http.ResponseWriter, r *http.Request) {
	link := r.URL.Query().Get("url")
	if !destinationAllowed(link) {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	// ok: request-to-callers-url
	http.Get(link)
}

func known(c *gin.Context) {
	// ok: request-to-callers-url
	http.Get(destinations[c.Query("name")])
}
