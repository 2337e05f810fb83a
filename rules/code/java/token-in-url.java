package shop;

class Client {
    String profile(String token) {
        // ruleid: token-in-url
        return rest.getForObject("https://id.shop.example/me?access_token=" + token, String.class);
    }

    String formatted(String token) {
        // ruleid: token-in-url
        return rest.getForObject(String.format("https://id.shop.example/me?access_token=%s", token), String.class);
    }

    String built(String token) {
        // ruleid: token-in-url
        return UriComponentsBuilder.fromHttpUrl(base).queryParam("access_token", token).toUriString();
    }

    void back(HttpServletResponse response, String jwt) throws IOException {
        // ruleid: token-in-url
        response.sendRedirect("https://shop.example/done?token=" + jwt);
    }

    String view(String jwt) {
        // ruleid: token-in-url
        return "redirect:/done?token=" + jwt;
    }

    String demandedByThem(String token) {
        // ok: token-in-url
        return rest.getForObject("https://oapi.dingtalk.com/topapi/v2/user/get?access_token=" + token, String.class);
    }

    String page(String next) {
        // ok: token-in-url
        return UriComponentsBuilder.fromHttpUrl(base).queryParam("page_token", next).toUriString();
    }

    void code(HttpServletResponse response, String code) throws IOException {
        // ok: token-in-url
        response.sendRedirect("https://shop.example/done?code=" + code);
    }

    void header(HttpHeaders headers, String token) {
        // ok: token-in-url
        headers.setBearerAuth(token);
    }
}
