package client

import (
	"fmt"
	"net/http"
)

func orders(token string) {
	req, _ := http.NewRequest(http.MethodGet, "http://orders.shop.example/v1/orders", nil)
	// ruleid: token-over-http
	req.Header.Set("Authorization", "Bearer "+token)
	http.DefaultClient.Do(req)
}

func internal(user, password string, id int) {
	req, err := http.NewRequest("GET", fmt.Sprintf("http://billing:8080/invoices/%d", id), nil)
	if err != nil {
		return
	}
	// ruleid: token-over-http
	req.SetBasicAuth(user, password)
	http.DefaultClient.Do(req)
}

func secure(token string) {
	req, _ := http.NewRequest(http.MethodGet, "https://orders.shop.example/v1/orders", nil)
	// ok: token-over-http
	req.Header.Set("Authorization", "Bearer "+token)
}

func local(token string) {
	req, _ := http.NewRequest(http.MethodGet, "http://localhost:8500/v1/kv", nil)
	// ok: token-over-http
	req.Header.Set("Authorization", "Bearer "+token)
}

func configured(base, token string) {
	req, _ := http.NewRequest(http.MethodGet, base+"/v1/orders", nil)
	// ok: token-over-http
	req.Header.Set("Authorization", "Bearer "+token)
}

func open() {
	req, _ := http.NewRequest(http.MethodGet, "http://status.shop.example", nil)
	// ok: token-over-http
	req.Header.Set("Accept", "application/json")
}
