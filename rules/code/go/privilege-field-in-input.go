package users

type RegisterRequest struct {
	Email    string `json:"email" binding:"required,email"`
	Password string `json:"password" binding:"required,min=12"`
	// ruleid: privilege-field-in-input
	Role string `json:"role"`
}

type UpdateProfileInput struct {
	Name string `json:"name"`
	// ruleid: privilege-field-in-input
	IsAdmin bool `json:"is_admin"`
}

type SignupInput struct {
	// ok: privilege-field-in-input
	Email string `json:"email"`
	// ok: privilege-field-in-input
	RoleOfCookies string `json:"cookies"`
	// ok: privilege-field-in-input
	IsAdmin bool `json:"-"`
}

type Profile struct {
	// ok: privilege-field-in-input
	Role string `json:"role"`
}

type AdminCreateUserRequest struct {
	// ok: privilege-field-in-input
	Role string `json:"role"`
}
