package shop;

class RegisterRequest {
    // ok: privilege-field-in-input
    private String email;
    // ruleid: privilege-field-in-input
    private String role;
}

class UpdateProfileForm {
    // ruleid: privilege-field-in-input
    public boolean isAdmin;
    // ok: privilege-field-in-input
    public String name;
}

class SignupRequest {
    // ok: privilege-field-in-input
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    private Set<String> roles;
    // ok: privilege-field-in-input
    private String roleOfCookies;
}

class AdminCreateUserRequest {
    // ok: privilege-field-in-input
    private String role;
}

class UserProfile {
    // ok: privilege-field-in-input
    private String role;
}
