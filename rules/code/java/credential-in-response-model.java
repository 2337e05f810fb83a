package shop;

class UserResponse {
    private Long id;
    // ok: credential-in-response-model
    private String email;
    // ruleid: credential-in-response-model
    private String passwordHash;
}

class MemberView {
    // ruleid: credential-in-response-model
    public String password;
}

class AccountResponse {
    // ok: credential-in-response-model
    @JsonIgnore
    private String password;
    // ok: credential-in-response-model
    private Instant passwordChangedAt;
}

class AuthLoginReqVO {
    // ok: credential-in-response-model
    private String password;
}

class MailAccountRespVO {
    // ruleid: credential-in-response-model
    private String password;
}

class LoginRequest {
    // ok: credential-in-response-model
    private String password;
}

class GeneratedPasswordResponse {
    // ok: credential-in-response-model
    private String password;
}
