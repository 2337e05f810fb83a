package shop;

class KeyFilter extends OncePerRequestFilter {
    @Value("${shop.api-key}")
    private String apiKey;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        String given = request.getHeader("X-API-Key");
        // ruleid: static-key-compared
        if (!apiKey.equals(given)) {
            response.sendError(401);
            return;
        }
        chain.doFilter(request, response);
    }

    boolean literal(HttpServletRequest request) {
        // ruleid: static-key-compared
        return "shop-partner-2019".equals(request.getHeader("X-API-Key"));
    }

    @PostMapping("/internal/refresh")
    void refresh(@RequestHeader("X-Api-Key") String key) {
        // ruleid: static-key-compared
        if (!Objects.equals(key, System.getenv("API_KEY"))) {
            throw new Unauthorized();
        }
        cache.clear();
    }

    boolean perCaller(HttpServletRequest request) {
        // ok: static-key-compared
        return keys.containsKey(digest(request.getHeader("X-API-Key")));
    }

    boolean json(HttpServletRequest request) {
        // ok: static-key-compared
        return "application/json".equals(request.getHeader("Accept"));
    }

    boolean empty(HttpServletRequest request) {
        // ok: static-key-compared
        return "".equals(request.getHeader("X-API-Key"));
    }
}
