package debug

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

func environment(w http.ResponseWriter, r *http.Request) {
	// ruleid: environment-returned
	json.NewEncoder(w).Encode(os.Environ())
}

func info(c *gin.Context) {
	env := os.Environ()
	// ruleid: environment-returned
	c.JSON(http.StatusOK, env)
}

func region(w http.ResponseWriter, r *http.Request) {
	// ok: environment-returned
	fmt.Fprintln(w, os.Getenv("REGION"))
}

func count(w http.ResponseWriter, r *http.Request) {
	// ok: environment-returned
	fmt.Fprintln(w, len(os.Environ()))
}

func show() {
	// ok: environment-returned
	fmt.Fprintln(os.Stdout, os.Environ())
}
