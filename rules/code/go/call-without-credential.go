package client

import (
	"fmt"
	"net/http"
)

func stock(id string) (*http.Response, error) {
	// ruleid: call-without-credential
	return http.Get("http://stock.shop.svc.cluster.local/items/" + id)
}

func invoice(id int) (*http.Response, error) {
	// ruleid: call-without-credential
	return http.Get(fmt.Sprintf("http://billing:8080/invoices/%d", id))
}

func local() (*http.Response, error) {
	// ok: call-without-credential
	return http.Get("http://localhost:8080/health")
}

func public() (*http.Response, error) {
	// ok: call-without-credential
	return http.Get("http://status.shop.example/all")
}

func secure(id string) (*http.Response, error) {
	// ok: call-without-credential
	return http.Get("https://stock.shop.svc.cluster.local/items/" + id)
}
