package shop;

import com.auth0.jwt.JWT;
import io.jsonwebtoken.Jwts;

class Tokens {
    Claims resolved(String token) {
        // ruleid: no-audience
        return Jwts.parserBuilder().setSigningKeyResolver(keysOfTheProvider).build().parseClaimsJws(token).getBody();
    }

    Claims located(String token) {
        // ruleid: no-audience
        return Jwts.parser().keyLocator(keysOfTheProvider).build().parseSignedClaims(token).getPayload();
    }

    DecodedJWT auth0(String token) {
        // ruleid: no-audience
        return JWT.require(Algorithm.RSA256(provider)).withIssuer(issuer).build().verify(token);
    }

    @Bean
    JwtDecoder decoder() {
        // ruleid: no-audience
        return NimbusJwtDecoder.withJwkSetUri(keys).build();
    }

    @Bean
    JwtDecoder unvalidated() {
        // ruleid: no-audience
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
        decoder.setClaimSetConverter(converter);
        return decoder;
    }

    @Bean
    JwtDecoder good() {
        // ok: no-audience
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys).build();
        decoder.setJwtValidator(validators());
        return decoder;
    }

    Claims goodToo(String token) {
        // ok: no-audience
        return Jwts.parser().keyLocator(keysOfTheProvider).requireAudience("orders").build().parseSignedClaims(token).getPayload();
    }

    DecodedJWT withAudience(String token) {
        // ok: no-audience
        return JWT.require(Algorithm.RSA256(provider)).withIssuer(issuer).withAudience("orders").build().verify(token);
    }

    Claims looked(String token) {
        // ok: no-audience
        Claims claims = Jwts.parser().keyLocator(keysOfTheProvider).build().parseSignedClaims(token).getPayload();
        if (!claims.getAudience().contains("orders")) {
            throw new Unauthorized();
        }
        return claims;
    }

    // Only this service issues and reads these.
    Claims own(String token) {
        // ok: no-audience
        return Jwts.parser().verifyWith(secretKey).build().parseSignedClaims(token).getPayload();
    }
}
