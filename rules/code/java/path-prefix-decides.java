package shop;

class JwtFilter extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        // ruleid: path-prefix-decides
        if (request.getRequestURI().startsWith("/public")) {
            chain.doFilter(request, response);
            return;
        }
        authenticate(request);
        // ok: path-prefix-decides
        if (request.getHeader("Authorization").startsWith("Bearer ")) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(401);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // ruleid: path-prefix-decides
        return request.getServletPath().contains("/login");
    }
}

class LogFilter extends OncePerRequestFilter {
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // ok: path-prefix-decides
        return request.getServletPath().endsWith(".png");
    }
}
