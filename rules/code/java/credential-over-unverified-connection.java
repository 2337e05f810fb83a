package shop;

class Clients {
    Response orders(String token) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();
        Request request = new Request.Builder()
                .url("https://orders.shop.example")
                // ruleid: credential-over-unverified-connection
                .header("Authorization", "Bearer " + token)
                .build();
        return client.newCall(request).execute();
    }

    void apache(String token) throws IOException {
        CloseableHttpClient client = HttpClients.custom().setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE).build();
        HttpGet get = new HttpGet("https://orders.shop.example");
        // ruleid: credential-over-unverified-connection
        get.setHeader("Authorization", "Bearer " + token);
        client.execute(get);
    }

    Response verified(String token) throws IOException {
        OkHttpClient client = new OkHttpClient();
        Request request = new Request.Builder()
                .url("https://orders.shop.example")
                // ok: credential-over-unverified-connection
                .header("Authorization", "Bearer " + token)
                .build();
        return client.newCall(request).execute();
    }

    Response health() throws IOException {
        OkHttpClient client = new OkHttpClient.Builder().hostnameVerifier((host, session) -> true).build();
        // ok: credential-over-unverified-connection
        Request request = new Request.Builder().url("https://orders.shop.example/health").header("Accept", "*/*").build();
        return client.newCall(request).execute();
    }
}
