package users

type UserResponse struct {
	ID    string `json:"id"`
	Email string `json:"email"`
	// ruleid: credential-in-response-model
	PasswordHash string `json:"password_hash"`
}

type MemberView struct {
	// ruleid: credential-in-response-model
	Password string `json:"password,omitempty"`
}

type AccountResponse struct {
	ID string `json:"id"`
	// ok: credential-in-response-model
	Password string `json:"-"`
	// ok: credential-in-response-model
	PasswordChangedAt string `json:"password_changed_at"`
}

type LoginRequest struct {
	// ok: credential-in-response-model
	Password string `json:"password"`
}

type GeneratedPasswordResponse struct {
	// ok: credential-in-response-model
	Password string `json:"password"`
}
