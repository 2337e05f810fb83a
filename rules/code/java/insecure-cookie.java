package shop;

class Login {
    void servlet(HttpServletResponse response, String id) {
        // ruleid: insecure-cookie
        Cookie cookie = new Cookie("SESSION", id);
        cookie.setPath("/");
        response.addCookie(cookie);
    }

    void switchedOff(HttpServletResponse response, String token) {
        Cookie cookie = new Cookie("access_token", token);
        // ruleid: insecure-cookie
        cookie.setHttpOnly(false);
        cookie.setSecure(true);
        response.addCookie(cookie);
    }

    ResponseCookie reactive(String token) {
        // ruleid: insecure-cookie
        return ResponseCookie.from("jwt", token).path("/").httpOnly(true).secure(false).build();
    }

    void good(HttpServletResponse response, String id) {
        // ok: insecure-cookie
        Cookie cookie = new Cookie("SESSION", id);
        cookie.setHttpOnly(true);
        cookie.setSecure(true);
        response.addCookie(cookie);
    }

    void theme(HttpServletResponse response) {
        // ok: insecure-cookie
        Cookie cookie = new Cookie("theme", "dark");
        response.addCookie(cookie);
    }

    void logout(HttpServletResponse response) {
        // ok: insecure-cookie
        Cookie cookie = new Cookie("SESSION", null);
        cookie.setMaxAge(0);
        response.addCookie(cookie);
    }

    ResponseCookie configured(String token, Settings settings) {
        // ok: insecure-cookie
        return ResponseCookie.from("jwt", token).httpOnly(true).secure(settings.secure()).build();
    }
}
