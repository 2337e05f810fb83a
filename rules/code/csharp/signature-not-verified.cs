using Microsoft.IdentityModel.Tokens;

public static class Tokens
{
    // ruleid: signature-not-verified
    static readonly TokenValidationParameters Open = new TokenValidationParameters { ValidateIssuer = true, RequireSignedTokens = false };

    public static void Configure(JwtBearerOptions options)
    {
        // ruleid: signature-not-verified
        options.TokenValidationParameters = new TokenValidationParameters { SignatureValidator = (token, _) => new JsonWebToken(token) };
        // ruleid: signature-not-verified
        options.TokenValidationParameters.RequireSignedTokens = false;
        // ok: signature-not-verified
        options.TokenValidationParameters.RequireSignedTokens = true;
        // ok: signature-not-verified
        options.TokenValidationParameters = new TokenValidationParameters { ValidateIssuerSigningKey = true, IssuerSigningKey = key };
    }
}
