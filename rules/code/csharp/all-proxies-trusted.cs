using Microsoft.AspNetCore.HttpOverrides;

public static class Setup
{
    public static void Open(IServiceCollection services)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
            options.KnownNetworks.Clear();
            // ruleid: all-proxies-trusted
            options.KnownProxies.Clear();
        });
    }

    public static void Named(IServiceCollection services)
    {
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // ok: all-proxies-trusted
            options.KnownProxies.Clear();
            options.KnownProxies.Add(IPAddress.Parse("10.0.0.7"));
        });
    }

    public static void Off(Settings settings, ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.None;
        // ok: all-proxies-trusted
        options.KnownProxies.Clear();
    }
}
