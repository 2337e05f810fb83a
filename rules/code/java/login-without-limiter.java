package shop;

@RestController
class Login {
    @PostMapping("/login")
    // ruleid: login-without-limiter
    Token login(@RequestBody Credentials credentials) {
        return tokens.issue(users.check(credentials));
    }

    @PostMapping(value = "/api/otp/verify", consumes = "application/json")
    // ruleid: login-without-limiter
    Token verify(@Valid @RequestBody Code code) {
        return tokens.issue(codes.check(code));
    }

    @RateLimiter(name = "login")
    @PostMapping("/signin")
    // ok: login-without-limiter
    Token signin(@RequestBody Credentials credentials) {
        return tokens.issue(users.check(credentials));
    }

    @PostMapping("/orders")
    // ok: login-without-limiter
    Order order(@RequestBody NewOrder order) {
        return orders.add(order);
    }
}
