package api

import (
	"github.com/gin-gonic/gin"

	"shop.example/api/middleware"
)

func late(r *gin.Engine) {
	orders := r.Group("/orders")
	orders.GET("", list)
	orders.POST("", create)
	// ruleid: group-without-guard-late
	orders.Use(middleware.AuthRequired())
}

func jwt(r *gin.Engine) {
	admin := r.Group("/admin")
	admin.DELETE("/users/:id", remove)
	// ruleid: group-without-guard-late
	admin.Use(jwtGuard)
	r.GET("/health", health)
}

func publicFirst(r *gin.Engine) {
	r.POST("/login", login)
	// ok: group-without-guard-late
	r.Use(middleware.AuthRequired())
	r.GET("/me", me)
}

func groups(r *gin.Engine) {
	r.POST("/login", login)
	// ok: group-without-guard-late
	r.Use(middleware.AuthRequired())
	v1 := r.Group("/v1")
	v1.GET("/me", me)
}

func passed(r *gin.Engine) {
	r.POST("/login", login)
	// ok: group-without-guard-late
	r.Use(middleware.AuthRequired())
	registerOrders(r)
}

func before(r *gin.Engine) {
	orders := r.Group("/orders")
	// ok: group-without-guard-late
	orders.Use(middleware.AuthRequired())
	orders.GET("", list)
}

func compress(r *gin.Engine) {
	r.GET("/a", a)
	// ok: group-without-guard-late
	r.Use(gzip.Gzip(gzip.BestSpeed))
}
