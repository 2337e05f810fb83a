package api

import (
	"net/http"

	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/playground"
)

func open(mux *http.ServeMux) {
	srv := handler.New(schema())
	// ruleid: open-graphql
	srv.Use(extension.Introspection{})
	mux.Handle("/query", srv)
	// ruleid: open-graphql
	mux.Handle("/", playground.Handler("GraphQL", "/query"))
}

func defaults(mux *http.ServeMux) {
	// ruleid: open-graphql
	mux.Handle("/query", handler.NewDefaultServer(schema()))
}

func development(mux *http.ServeMux, s Settings) {
	srv := handler.New(schema())
	// ok: open-graphql
	srv.Use(extension.FixedComplexityLimit(200))
	if s.Development {
		// ok: open-graphql
		srv.Use(extension.Introspection{})
	}
	mux.Handle("/query", srv)
}
