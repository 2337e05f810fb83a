package api

import (
	"github.com/gin-gonic/gin"

	"shop.example/api/guards"
)

func routes(r *gin.Engine) {
	// ruleid: guard-after-handler
	r.DELETE("/orders/:id", removeOrder, AuthMiddleware())
	// ruleid: guard-after-handler
	r.GET("/orders", orders.List, guards.RequireLogin)

	// ok: guard-after-handler
	r.POST("/orders", AuthMiddleware(), createOrder)
	// ok: guard-after-handler
	r.GET("/users", guards.RequireLogin, users.List)
	// ok: guard-after-handler
	r.PUT("/orders/:id", rateLimit(5), guards.RequireLogin)
	// ok: guard-after-handler
	r.POST("/login", login)
	// ok: guard-after-handler
	r.GET("/authors", orders.Authors, books.Authored)
}
