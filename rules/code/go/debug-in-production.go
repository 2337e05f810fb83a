package main

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
)

func recoverAll(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if p := recover(); p != nil {
				// ruleid: debug-in-production-stack
				http.Error(w, fmt.Sprintf("%v\n%s", p, debug.Stack()), http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(w, r)
	})
}

func recovery(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			// ruleid: debug-in-production-stack
			c.JSON(http.StatusInternalServerError, gin.H{"error": p, "trace": string(debug.Stack())})
		}
	}()
	c.Next()
}

func logged(w http.ResponseWriter) {
	// ok: debug-in-production-stack
	log.Printf("panic: %s", debug.Stack())
	// ok: debug-in-production-stack
	http.Error(w, "something went wrong", http.StatusInternalServerError)
}

func engine() *gin.Engine {
	// ruleid: debug-in-production-mode
	gin.SetMode(gin.DebugMode)
	return gin.New()
}

func server() *echo.Echo {
	e := echo.New()
	// ruleid: debug-in-production-mode
	e.Debug = true
	return e
}

func bySetting(s Settings) *gin.Engine {
	// ok: debug-in-production-mode
	gin.SetMode(gin.ReleaseMode)
	if s.Debug {
		// ok: debug-in-production-mode
		gin.SetMode(gin.DebugMode)
	}
	return gin.New()
}
