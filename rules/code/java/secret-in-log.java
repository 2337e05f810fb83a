package shop;

class Login {
    void login(String user, String password) {
        // ruleid: secret-in-log
        log.info("login of {} with {}", user, password);
        // ruleid: secret-in-log
        logger.debug("password: " + password);
        // ok: secret-in-log
        log.info("login of {}", user);
    }

    void issued(String accessToken, Client client) {
        // ruleid: secret-in-log
        LOG.debug("issued {}", accessToken);
        // ruleid: secret-in-log
        log.debug("client {} {}", client.getId(), client.getClientSecret());
        // ok: secret-in-log
        log.debug("issued {}", fingerprint(accessToken));
        // ok: secret-in-log
        log.debug("length {}", accessToken.length());
    }

    void seen(HttpServletRequest request) {
        // ruleid: secret-in-log
        log.warn("bad credential {}", request.getHeader("Authorization"));
        // ok: secret-in-log
        log.warn("agent {}", request.getHeader("User-Agent"));
        // ok: secret-in-log
        log.warn("expires {}", tokenExpiry);
    }

    void parsed(Parser parser, String password) {
        // ok: secret-in-log
        parser.info("x", password);
        // ok: secret-in-log
        log.warn("expected {}", CredentialsType.ACCESS_TOKEN);
    }
}
