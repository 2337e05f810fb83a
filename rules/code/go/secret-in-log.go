package auth

import (
	"log"
	"log/slog"
	"net/http"

	"go.uber.org/zap"
)

func login(user, password string) {
	// ruleid: secret-in-log
	log.Printf("login of %s with %s", user, password)
	// ok: secret-in-log
	log.Printf("login of %s", user)
}

func issued(accessToken string, logger *zap.Logger) {
	// ruleid: secret-in-log
	slog.Info("issued", "token", accessToken)
	// ruleid: secret-in-log
	logger.Info("issued", zap.String("token", accessToken))
	// ok: secret-in-log
	slog.Info("issued", "token", fingerprint(accessToken))
	// ok: secret-in-log
	slog.Info("issued", "length", len(accessToken))
}

func seen(r *http.Request) {
	// ruleid: secret-in-log
	log.Println("authorization:", r.Header.Get("Authorization"))
	// ok: secret-in-log
	log.Println("agent:", r.Header.Get("User-Agent"))
}

func configured(c Config) {
	// ruleid: secret-in-log
	log.Println("database password is", c.DB.Password)
	// ok: secret-in-log
	log.Println("password policy is", c.PasswordPolicy)
	// ok: secret-in-log
	log.Println("token expires", c.TokenExpiry)
}
