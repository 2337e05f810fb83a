package api

import (
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

func open(r *gin.Engine) {
	// ruleid: login-without-limiter
	r.POST("/api/login", login)
	// ok: login-without-limiter
	r.POST("/api/orders", order)
	// ok: login-without-limiter
	r.GET("/api/login", page)
}

func codes(r chi.Router) {
	// ruleid: login-without-limiter
	r.Post("/otp/verify", verify)
}

func counted(r *gin.Engine) {
	// ok: login-without-limiter
	r.POST("/api/login", rateLimit(5), login)
}

func everywhere(r chi.Router) {
	r.Use(httprate.LimitByIP(10, minute))
	// ok: login-without-limiter
	r.Post("/login", login)
}
