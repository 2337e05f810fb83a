package api

import (
	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
)

func routes(r *gin.Engine, c chi.Router) {
	// ruleid: optional-guard-on-write
	r.POST("/articles", AuthMiddleware(false), createArticle)
	// ruleid: optional-guard-on-write
	r.DELETE("/articles/:slug", OptionalAuth(), removeArticle)
	// ruleid: optional-guard-on-write
	c.With(guards.OptionalJWT).Put("/articles/{slug}", updateArticle)

	// ok: optional-guard-on-write
	r.GET("/articles", AuthMiddleware(false), listArticles)
	// ok: optional-guard-on-write
	r.POST("/articles/:slug/comments", AuthMiddleware(true), comment)
	// ok: optional-guard-on-write
	r.POST("/articles/search", OptionalAuth(), search)
	// ok: optional-guard-on-write
	r.PUT("/flags", feature.Enabled(false), putFlags)
	// ok: optional-guard-on-write
	c.With(guards.RequireJWT).Delete("/articles/{slug}", removeArticle)
}
