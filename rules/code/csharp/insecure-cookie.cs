public class Login : ControllerBase
{
    public void In(string token)
    {
        // ruleid: insecure-cookie
        Response.Cookies.Append("token", token, new CookieOptions { HttpOnly = false, Secure = true });
        // ruleid: insecure-cookie
        Response.Cookies.Append("session", token, new CookieOptions { HttpOnly = true, Secure = false });
        // ok: insecure-cookie
        Response.Cookies.Append("token", token, new CookieOptions { HttpOnly = true, Secure = true });
        // ok: insecure-cookie
        Response.Cookies.Append("theme", "dark", new CookieOptions { HttpOnly = false });
        // ok: insecure-cookie
        Response.Cookies.Append("XSRF-TOKEN", token, new CookieOptions { HttpOnly = false, Secure = true });
    }

    public void Configure(IServiceCollection services)
    {
        services.ConfigureApplicationCookie(options =>
        {
            // ruleid: insecure-cookie-options
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            // ruleid: insecure-cookie-options
            options.Cookie.HttpOnly = false;
        });
        services.AddSession(options =>
        {
            // ok: insecure-cookie-options
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            // ok: insecure-cookie-options
            options.Cookie.HttpOnly = true;
        });
    }
}
