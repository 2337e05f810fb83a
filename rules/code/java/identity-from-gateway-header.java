package shop;

@RestController
class Orders {
    @GetMapping("/orders")
    // ruleid: identity-from-gateway-header
    List<Order> mine(@RequestHeader("X-User-Id") long user) {
        return orders.of(user);
    }

    @DeleteMapping("/orders/{id}")
    void remove(@PathVariable long id, HttpServletRequest request) {
        // ruleid: identity-from-gateway-header
        if (!"admin".equals(request.getHeader("X-User-Role"))) {
            throw new Forbidden();
        }
        orders.remove(id);
    }

    RequestHeaderAuthenticationFilter filter() {
        RequestHeaderAuthenticationFilter filter = new RequestHeaderAuthenticationFilter();
        // ruleid: identity-from-gateway-header
        filter.setPrincipalRequestHeader("X-Forwarded-User");
        return filter;
    }

    @GetMapping("/me")
    // ok: identity-from-gateway-header
    User me(@AuthenticationPrincipal Jwt jwt, @RequestHeader("X-Request-Id") String id) {
        return users.find(jwt.getSubject());
    }

    String language(HttpServletRequest request) {
        // ok: identity-from-gateway-header
        return request.getHeader("Accept-Language");
    }
}
