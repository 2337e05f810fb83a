package guard

import (
	"log"
	"net/http"
)

func RequireAuth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		claims, err := verifier.Verify(r.Context(), bearer(r))
		// ruleid: fail-open-next
		if err != nil {
			log.Printf("identity provider: %v", err)
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, with(r, claims))
	})
}

func RequireToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		claims, err := verifier.Verify(r.Context(), bearer(r))
		// ok: fail-open-next
		if err != nil {
			http.Error(w, "no", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, with(r, claims))
	})
}

func OptionalAuth(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		claims, err := verifier.Verify(r.Context(), bearer(r))
		// ok: fail-open-next
		if err != nil {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, with(r, claims))
	})
}

func isAllowed(user, action string) bool {
	ok, err := policy.Ask(user, action)
	// ruleid: fail-open-answer
	if err != nil {
		log.Printf("policy: %v", err)
		return true
	}
	return ok
}

func hasPermission(user, action string) bool {
	ok, err := policy.Ask(user, action)
	// ok: fail-open-answer
	if err != nil {
		return false
	}
	return ok
}

func isEmpty(name string) bool {
	_, err := open(name)
	// ok: fail-open-answer
	if err != nil {
		return true
	}
	return false
}
