package users

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"
)

func create(c *gin.Context) {
	var user models.User
	if err := c.ShouldBindJSON(&user); err != nil {
		c.AbortWithStatus(http.StatusBadRequest)
		return
	}
	// ruleid: request-body-assigned
	db.Create(&user)
	c.JSON(http.StatusCreated, gin.H{"id": user.ID})
}

func (s *Server) update(w http.ResponseWriter, r *http.Request) {
	var changes map[string]interface{}
	if err := json.NewDecoder(r.Body).Decode(&changes); err != nil {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	// ruleid: request-body-assigned
	s.db.Model(&User{}).Where("id = ?", id(r)).Updates(changes)
}

func register(c *gin.Context) {
	var in RegisterInput
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	user := models.User{Name: in.Name, Email: in.Email}
	// ok: request-body-assigned
	db.Create(&user)
}

func owned(c *gin.Context) {
	var note models.Note
	if err := c.ShouldBindJSON(&note); err != nil {
		return
	}
	note.OwnerID = caller(c).ID
	// ok: request-body-assigned
	db.Create(&note)
}

func selected(c *gin.Context) {
	var in ProfileInput
	if err := c.ShouldBindJSON(&in); err != nil {
		return
	}
	// ok: request-body-assigned
	service.Create(&in)
}
