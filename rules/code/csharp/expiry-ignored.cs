using Microsoft.IdentityModel.Tokens;

public class Tokens
{
    public void Configure(JwtBearerOptions options)
    {
        // ruleid: expiry-ignored
        options.TokenValidationParameters.ValidateLifetime = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidateIssuer = true,
            // ruleid: expiry-ignored
            ValidateLifetime = false,
        };
        // ok: expiry-ignored
        options.TokenValidationParameters.ValidateLifetime = true;
    }

    public ClaimsPrincipal PrincipalOfExpired(string token)
    {
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            // ok: expiry-ignored
            ValidateLifetime = false,
        };
        var principal = handler.ValidateToken(token, parameters, out var validated);
        return principal;
    }
}
