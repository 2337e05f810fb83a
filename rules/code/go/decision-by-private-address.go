package guard

import (
	"net"
	"net/http"
	"strings"
)

func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ruleid: decision-by-private-address
		if strings.HasPrefix(r.RemoteAddr, "10.") {
			next.ServeHTTP(w, r)
			return
		}
		authenticate(next).ServeHTTP(w, r)
	})
}

func private(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := net.SplitHostPort(r.RemoteAddr)
		ip := net.ParseIP(host)
		// ruleid: decision-by-private-address
		if ip != nil && (ip.IsLoopback() || ip.IsPrivate()) {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "no", http.StatusUnauthorized)
	})
}

func refused(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip := net.ParseIP(target(r))
		// ok: decision-by-private-address
		if ip.IsPrivate() {
			http.Error(w, "no", http.StatusBadRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func byToken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// ok: decision-by-private-address
		if strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") {
			next.ServeHTTP(w, r)
			return
		}
		http.Error(w, "no", http.StatusUnauthorized)
	})
}
