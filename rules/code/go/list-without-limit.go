package orders

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
)

func list(c *gin.Context) {
	wanted, _ := strconv.Atoi(c.DefaultQuery("limit", "20"))
	var orders []Order
	// ruleid: list-without-limit
	db.Order("id").Limit(wanted).Find(&orders)
	c.JSON(http.StatusOK, views(orders))
}

func bounded(c *gin.Context) {
	limit, _ := strconv.Atoi(c.DefaultQuery("limit", "20"))
	if limit > 100 {
		limit = 100
	}
	var orders []Order
	// ok: list-without-limit
	db.Order("id").Limit(limit).Find(&orders)
}

func smaller(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	var orders []Order
	// ok: list-without-limit
	db.Order("id").Limit(min(n, 100)).Find(&orders)
}

func fixed(c *gin.Context) {
	var orders []Order
	// ok: list-without-limit
	db.Limit(50).Find(&orders)
}
