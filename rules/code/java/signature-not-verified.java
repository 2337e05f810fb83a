package shop;

import com.auth0.jwt.JWT;
import io.jsonwebtoken.Jwts;

class Tokens {
    String subject(String token) {
        // ruleid: signature-not-verified-unsigned
        return Jwts.parserBuilder().build().parseClaimsJwt(token).getBody().getSubject();
    }

    Claims open(String token) {
        // ruleid: signature-not-verified-unsigned
        return Jwts.parser().unsecured().build().parse(token).getPayload();
    }

    JwtConsumer lax() {
        // ruleid: signature-not-verified-unsigned
        return new JwtConsumerBuilder().setRequireSubject().setSkipSignatureVerification().build();
    }

    Claims good(String token) {
        // ok: signature-not-verified-unsigned
        return Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
    }

    String caller(HttpServletRequest request) {
        String token = request.getHeader("Authorization").substring(7);
        // ruleid: signature-not-verified-decoded
        return JWT.decode(token).getSubject();
    }

    @GetMapping("/me")
    User me(@RequestHeader("Authorization") String authorization) throws ParseException {
        // ruleid: signature-not-verified-decoded
        SignedJWT jwt = SignedJWT.parse(authorization.replace("Bearer ", ""));
        return users.find(jwt.getJWTClaimsSet().getSubject());
    }

    String verified(HttpServletRequest request) {
        // ok: signature-not-verified-decoded
        DecodedJWT jwt = JWT.decode(request.getHeader("Authorization").substring(7));
        JWT.require(algorithmOf(jwt.getKeyId())).build().verify(jwt);
        return jwt.getSubject();
    }

    boolean expiresSoon(String ownToken) {
        // ok: signature-not-verified-decoded
        return JWT.decode(ownToken).getExpiresAt().before(soon());
    }
}
