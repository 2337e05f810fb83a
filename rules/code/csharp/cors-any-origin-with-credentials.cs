public static class Setup
{
    public static void Cors(WebApplication app)
    {
        // ruleid: cors-any-origin-with-credentials
        app.UseCors(policy => policy.AllowAnyMethod().AllowAnyHeader().SetIsOriginAllowed(origin => true).AllowCredentials());
        // ruleid: cors-any-origin-with-credentials
        app.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowCredentials());
        // ok: cors-any-origin-with-credentials
        app.UseCors(policy => policy.WithOrigins("https://app.example.com").AllowCredentials());
        // ok: cors-any-origin-with-credentials
        app.UseCors(policy => policy.AllowAnyOrigin().AllowAnyHeader());
        // ok: cors-any-origin-with-credentials
        app.UseCors(policy => policy.SetIsOriginAllowed(known.Contains).AllowCredentials());
    }
}
