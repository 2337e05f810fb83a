package api

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"gorm.io/gorm"
)

func routes(r *gin.Engine, c chi.Router, db *gorm.DB, sessions *Sessions) {
	r.GET("/orders/:id/remove", func(ctx *gin.Context) {
		// ruleid: get-that-writes
		db.Delete(&Order{}, ctx.Param("id"))
		ctx.Status(http.StatusNoContent)
	})
	c.Get("/reset", func(w http.ResponseWriter, q *http.Request) {
		// ruleid: get-that-writes
		if _, err := pool.Exec("DELETE FROM carts WHERE owner = $1", owner(q)); err != nil {
			http.Error(w, "no", http.StatusInternalServerError)
		}
	})
	// ok: get-that-writes
	r.GET("/orders", func(ctx *gin.Context) {
		var orders []Order
		db.Limit(50).Find(&orders)
		ctx.JSON(http.StatusOK, orders)
	})
	// ok: get-that-writes
	r.GET("/verify/:code", func(ctx *gin.Context) {
		db.Delete(&Code{}, ctx.Param("code"))
	})
	// ok: get-that-writes
	r.GET("/cached", func(ctx *gin.Context) {
		cache.Delete("orders")
		ctx.JSON(http.StatusOK, fresh())
	})
	// ok: get-that-writes
	r.DELETE("/orders/:id", func(ctx *gin.Context) {
		db.Delete(&Order{}, ctx.Param("id"))
	})
}
