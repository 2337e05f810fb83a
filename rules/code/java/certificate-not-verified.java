package shop;

import javax.net.ssl.X509TrustManager;
import org.apache.http.conn.ssl.NoopHostnameVerifier;

class TrustEverybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    // ruleid: certificate-not-verified-trust
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }
}

class TrustTheBank implements X509TrustManager {
    // ok: certificate-not-verified-trust
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        bank.check(chain, type);
    }
}

class Clients {
    CloseableHttpClient apache() {
        return HttpClients.custom()
                // ruleid: certificate-not-verified-name
                .setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                .build();
    }

    OkHttpClient ok() {
        // ruleid: certificate-not-verified-name
        return new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();
    }

    SslContext netty() throws SSLException {
        // ruleid: certificate-not-verified-trust
        return SslContextBuilder.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE).build();
    }

    SslContext asked(Settings settings) throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (settings.insecure()) {
            // ok: certificate-not-verified-trust
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        return builder.build();
    }

    OkHttpClient pinned() {
        // ok: certificate-not-verified-name
        return new OkHttpClient.Builder().hostnameVerifier((host, session) -> host.equals(expected)).build();
    }

    HostnameVerifier chosen(Settings settings) {
        // ok: certificate-not-verified-name
        return settings.strict() ? strictVerifier : NoopHostnameVerifier.INSTANCE;
    }
}
