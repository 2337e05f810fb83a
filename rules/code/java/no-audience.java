package shop;

import com.auth0.jwt.JWT;
import io.jsonwebtoken.Jwts;

class Tokens {
    Claims old(String token) {
        // ruleid: no-audience
        return Jwts.parserBuilder().setSigningKey(key).build().parseClaimsJws(token).getBody();
    }

    Claims now(String token) {
        // ruleid: no-audience
        return Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
    }

    DecodedJWT auth0(String token) {
        // ruleid: no-audience
        return JWT.require(algorithm).acceptLeeway(5).build().verify(token);
    }

    Claims good(String token) {
        // ok: no-audience
        return Jwts.parser().verifyWith(key).requireAudience("orders").build().parseSignedClaims(token).getPayload();
    }

    DecodedJWT goodToo(String token) {
        // ok: no-audience
        return JWT.require(algorithm).withIssuer(issuer).withAudience("orders").build().verify(token);
    }

    Claims looked(String token) {
        // ok: no-audience
        Claims claims = Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
        if (!claims.getAudience().contains("orders")) {
            throw new Unauthorized();
        }
        return claims;
    }
}
