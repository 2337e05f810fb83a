package main

import (
	"net/http"
	_ "net/http/pprof"

	"github.com/gin-contrib/pprof"
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

func main() {
	http.HandleFunc("/orders", orders)
	// ruleid: management-endpoint-public
	http.ListenAndServe(":8080", nil)
}

func admin() {
	// ok: management-endpoint-public
	go http.ListenAndServe("localhost:6060", nil)
}

func routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/orders", orders)
	// ruleid: management-endpoint-public
	r.Mount("/debug", middleware.Profiler())
	return r
}

func engine() *gin.Engine {
	r := gin.New()
	// ruleid: management-endpoint-public
	pprof.Register(r)
	return r
}

func wanted(s Settings) *gin.Engine {
	r := gin.New()
	if s.Profiling {
		// ok: management-endpoint-public
		pprof.Register(r)
	}
	return r
}

func guarded() http.Handler {
	r := chi.NewRouter()
	r.Use(requireAdmin)
	// ok: management-endpoint-public
	r.Mount("/debug", middleware.Profiler())
	return r
}
