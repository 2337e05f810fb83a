package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

func routes(mux *http.ServeMux, r *gin.Engine) {
	// ruleid: application-folder-served
	mux.Handle("/", http.FileServer(http.Dir(".")))
	// ruleid: application-folder-served
	r.Static("/files", "./")
	// ruleid: application-folder-served
	r.StaticFS("/all", http.Dir("/"))

	// ok: application-folder-served
	mux.Handle("/assets/", http.FileServer(http.Dir("./assets")))
	// ok: application-folder-served
	r.Static("/img", "./public/img")
	// ok: application-folder-served
	mux.Handle("/doc/", http.FileServer(http.FS(docs)))
}
