package shop;

class Local extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws Exception {
        // ruleid: decision-by-private-address
        if (request.getRemoteAddr().startsWith("10.")) {
            chain.doFilter(request, response);
            return;
        }
        response.sendError(401);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // ruleid: decision-by-private-address
        if ("127.0.0.1".equals(request.getRemoteAddr())) {
            return true;
        }
        return tokens.valid(request);
    }

    void chain(HttpSecurity http) throws Exception {
        // ruleid: decision-by-private-address
        http.authorizeRequests().antMatchers("/admin/**").hasIpAddress("10.0.0.0/8");
    }

    boolean isPrivate(InetAddress address) {
        // ok: decision-by-private-address
        if (address.isSiteLocalAddress()) {
            return true;
        }
        return address.isLoopbackAddress();
    }

    boolean isAllowed(HttpServletRequest request) {
        // ok: decision-by-private-address
        if (request.getHeader("Authorization").startsWith("Bearer ")) {
            return tokens.valid(request);
        }
        return false;
    }
}
