package guard

import (
	"net/http"
	"slices"
	"strings"
)

func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip := r.Header.Get("X-Forwarded-For")
		// ruleid: identity-from-forwarded-for
		if !rateLimiter.Allow(ip) {
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func internal(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip := strings.TrimSpace(strings.Split(r.Header.Get("X-Forwarded-For"), ",")[0])
		// ruleid: identity-from-forwarded-for
		if strings.HasPrefix(ip, "10.") {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "no", http.StatusForbidden)
	})
}

func listed(r *http.Request) bool {
	// ruleid: identity-from-forwarded-for
	return allowedAddresses[r.Header.Get("X-Real-IP")]
}

func office(r *http.Request) bool {
	// ruleid: identity-from-forwarded-for
	return slices.Contains(offices, r.Header.Get("X-Real-IP"))
}

func logged(r *http.Request) {
	// ok: identity-from-forwarded-for
	logger.Info("request", "from", r.Header.Get("X-Forwarded-For"))
}

func byConnection(r *http.Request) bool {
	// ok: identity-from-forwarded-for
	return rateLimiter.Allow(r.RemoteAddr)
}

func byUser(r *http.Request) bool {
	// ok: identity-from-forwarded-for
	return rateLimiter.Allow(user(r))
}
