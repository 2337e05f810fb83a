using System.Net;
using System.Net.Http;

public class Clients
{
    public HttpClient Open()
    {
        // ruleid: certificate-not-verified
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true };
        // ruleid: certificate-not-verified
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ruleid: certificate-not-verified
        ServicePointManager.ServerCertificateValidationCallback += (sender, cert, chain, errors) => true;
        return new HttpClient(handler);
    }

    public HttpClient Checked(IHostEnvironment environment)
    {
        var handler = new HttpClientHandler();
        // ok: certificate-not-verified
        handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => errors == SslPolicyErrors.None;
        if (environment.IsDevelopment())
        {
            // ok: certificate-not-verified
            handler.ServerCertificateCustomValidationCallback = (message, cert, chain, errors) => true;
        }
        return new HttpClient(handler);
    }
}
