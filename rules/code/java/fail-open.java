package shop;

class Guard {
    boolean validateToken(String token) {
        // ruleid: fail-open
        try {
            parser.parseSignedClaims(token);
            return !revoked.contains(token);
        } catch (Exception e) {
            log.warn("identity provider", e);
            return true;
        }
    }

    public boolean hasPermission(String user, String action) {
        // ruleid: fail-open
        try {
            return policy.ask(user, action);
        } catch (IOException e) {
            return true;
        }
    }

    boolean isTokenValid(String token) {
        // ok: fail-open
        try {
            parser.parseSignedClaims(token);
            return true;
        } catch (JwtException e) {
            return false;
        }
    }

    boolean isTokenExpired(String token) {
        // ok: fail-open
        try {
            return parser.parseSignedClaims(token).getPayload().getExpiration().before(now());
        } catch (ExpiredJwtException e) {
            return true;
        }
    }

    boolean isEmpty(String name) {
        // ok: fail-open
        try {
            return open(name).isEmpty();
        } catch (IOException e) {
            return true;
        }
    }
}
