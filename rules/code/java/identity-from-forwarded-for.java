package shop;

class Guard extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        String address = request.getHeader("X-Forwarded-For");
        // ruleid: identity-from-forwarded-for
        if (allowedAddresses.contains(address)) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(403);
    }

    boolean limited(HttpServletRequest request) {
        String address = request.getHeader("X-Real-IP").trim();
        // ruleid: identity-from-forwarded-for
        return !buckets.computeIfAbsent(address, this::bucket).tryConsume(1);
    }

    void office(HttpServletRequest request, FilterChain chain) throws Exception {
        String address = request.getHeader("X-Forwarded-For");
        // ruleid: identity-from-forwarded-for
        if (address.startsWith("10.")) {
            admin = true;
        }
    }

    void logged(HttpServletRequest request) {
        // ok: identity-from-forwarded-for
        log.info("request from {}", request.getHeader("X-Forwarded-For"));
    }

    boolean byConnection(HttpServletRequest request) {
        // ok: identity-from-forwarded-for
        return allowedAddresses.contains(request.getRemoteAddr());
    }

    String address(HttpServletRequest request) {
        String ip = request.getHeader("X-Forwarded-For");
        // ok: identity-from-forwarded-for
        if (ip.equals("127.0.0.1")) {
            ip = InetAddress.getLocalHost().getHostAddress();
        }
        return ip;
    }

    boolean known(HttpServletRequest request) {
        // ok: identity-from-forwarded-for
        return seen.contains(request.getHeader("X-Forwarded-For"));
    }
}
