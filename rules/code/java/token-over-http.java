package shop;

class Clients {
    HttpResponse<String> orders(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://orders.shop.example/v1/orders"))
                .timeout(limit)
                // ruleid: token-over-http
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, ofString());
    }

    Response billing(String token, String id) throws IOException {
        Request request = new Request.Builder()
                .url("http://billing:8080/invoices/" + id)
                // ruleid: token-over-http
                .addHeader("Authorization", "Bearer " + token)
                .build();
        return http.newCall(request).execute();
    }

    String spring(String token) {
        HttpHeaders headers = new HttpHeaders();
        // ruleid: token-over-http
        headers.setBearerAuth(token);
        return rest.exchange("http://billing.shop.example/all", HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody();
    }

    HttpResponse<String> secure(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://orders.shop.example/v1/orders"))
                // ok: token-over-http
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, ofString());
    }

    Response local(String token) throws IOException {
        Request request = new Request.Builder()
                .url("http://localhost:8080/all")
                // ok: token-over-http
                .header("Authorization", "Bearer " + token)
                .build();
        return http.newCall(request).execute();
    }

    Response open() throws IOException {
        // ok: token-over-http
        return http.newCall(new Request.Builder().url("http://status.shop.example").header("Accept", "*/*").build()).execute();
    }
}
