package shop;

import com.auth0.jwt.JWT;
import io.jsonwebtoken.ExpiredJwtException;
import io.jsonwebtoken.Jwts;

class Tokens {
    Claims claims(String token) {
        // ruleid: expiry-ignored-caught
        try {
            return parser.parseSignedClaims(token).getPayload();
        } catch (ExpiredJwtException e) {
            return e.getClaims();
        }
    }

    Claims strict(String token) {
        // ok: expiry-ignored-caught
        try {
            return parser.parseSignedClaims(token).getPayload();
        } catch (ExpiredJwtException e) {
            throw new Unauthorized();
        }
    }

    Claims claimsForRefresh(String token) {
        // ok: expiry-ignored-caught
        try {
            return parser.parseSignedClaims(token).getPayload();
        } catch (ExpiredJwtException e) {
            return e.getClaims();
        }
    }

    String forever(String user) {
        // ruleid: expiry-ignored-never
        return Jwts.builder().subject(user).issuedAt(now()).signWith(key).compact();
    }

    String auth0(String user) {
        // ruleid: expiry-ignored-never
        return JWT.create().withSubject(user).sign(algorithm);
    }

    String hour(String user) {
        // ok: expiry-ignored-never
        return Jwts.builder().subject(user).expiration(inAnHour()).signWith(key).compact();
    }

    String given(Map<String, Object> claims) {
        // ok: expiry-ignored-never
        return Jwts.builder().claims(claims).signWith(key).compact();
    }

    String auth0Hour(String user) {
        // ok: expiry-ignored-never
        return JWT.create().withSubject(user).withExpiresAt(inAnHour()).sign(algorithm);
    }
}
