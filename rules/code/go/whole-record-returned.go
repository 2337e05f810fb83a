package users

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
)

func list(c *gin.Context) {
	var users []models.User
	db.Limit(50).Find(&users)
	// ruleid: whole-record-returned
	c.JSON(http.StatusOK, users)
}

func show(w http.ResponseWriter, r *http.Request) {
	var customer Customer
	db.Where("id = ?", id(r)).First(&customer)
	// ruleid: whole-record-returned
	json.NewEncoder(w).Encode(customer)
}

func views(c *gin.Context) {
	var users []models.User
	db.Limit(50).Find(&users)
	// ok: whole-record-returned
	c.JSON(http.StatusOK, toViews(users))
}

func countries(c *gin.Context) {
	var countries []models.Country
	db.Find(&countries)
	// ok: whole-record-returned
	c.JSON(http.StatusOK, countries)
}

func chosen(c *gin.Context) {
	var users []UserSummary
	db.Model(&User{}).Limit(50).Find(&users)
	// ok: whole-record-returned
	c.JSON(http.StatusOK, users)
}
