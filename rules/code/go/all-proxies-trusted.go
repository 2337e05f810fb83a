package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/handlers"
)

func routes() http.Handler {
	r := gin.New()
	// ruleid: all-proxies-trusted
	_ = r.SetTrustedProxies([]string{"0.0.0.0/0", "::/0"})
	return r
}

func gorilla(h http.Handler) http.Handler {
	// ruleid: all-proxies-trusted
	return handlers.ProxyHeaders(h)
}

func known() http.Handler {
	r := gin.New()
	// ok: all-proxies-trusted
	_ = r.SetTrustedProxies([]string{"10.1.2.3"})
	return r
}

func none() http.Handler {
	r := gin.New()
	// ok: all-proxies-trusted
	_ = r.SetTrustedProxies(nil)
	// ok: all-proxies-trusted
	return handlers.CompressHandler(r)
}
