package shop;

import com.auth0.jwt.algorithms.Algorithm;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;

class Tokens {
    private static final String SECRET = "not so secret at all, but long enough";

    // ruleid: hard-coded-signing-key
    @Value("${shop.jwt.secret:changeme-changeme-changeme}")
    private String secret;

    // ok: hard-coded-signing-key
    @Value("${shop.jwt.secret}")
    private String good;

    // ok: hard-coded-signing-key
    @Value("${shop.jwt.key-file:/run/secrets/jwt}")
    private String keyFile;

    Algorithm direct() {
        // ruleid: hard-coded-signing-key
        return Algorithm.HMAC256("secret");
    }

    Algorithm constant() {
        // ruleid: hard-coded-signing-key
        return Algorithm.HMAC512(SECRET);
    }

    SecretKey key() {
        // ruleid: hard-coded-signing-key
        return Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    String old(String user) {
        // ruleid: hard-coded-signing-key
        return Jwts.builder().setSubject(user).signWith(SignatureAlgorithm.HS256, "secret").compact();
    }

    Algorithm settings() {
        // ok: hard-coded-signing-key
        return Algorithm.HMAC256(secret);
    }

    Algorithm environment() {
        // ok: hard-coded-signing-key
        return Algorithm.HMAC256(System.getenv("JWT_KEY"));
    }

    SecretKeySpec aes(byte[] bytes) {
        // ok: hard-coded-signing-key
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
