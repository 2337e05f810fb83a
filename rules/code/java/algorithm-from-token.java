package shop;

import com.auth0.jwt.algorithms.Algorithm;

class Tokens {
    Claims parse(JwsHeader header, String token) {
        // ruleid: algorithm-from-token
        SignatureAlgorithm algorithm = SignatureAlgorithm.forName(header.getAlgorithm());
        return verify(token, algorithm);
    }

    JWTClaimsSet nimbus(SignedJWT jwt) throws Exception {
        // ruleid: algorithm-from-token
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(jwt.getHeader().getAlgorithm(), keys));
        return processor.process(jwt, null);
    }

    Algorithm algorithm(DecodedJWT jwt) {
        // ruleid: algorithm-from-token
        if (jwt.getAlgorithm().startsWith("HS")) {
            return Algorithm.HMAC256(publicKeyBytes);
        }
        return Algorithm.RSA256(publicKey, null);
    }

    JWTClaimsSet good(SignedJWT jwt) throws Exception {
        // ok: algorithm-from-token
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        return processor.process(jwt, null);
    }

    SignatureAlgorithm configured(Settings settings) {
        // ok: algorithm-from-token
        return SignatureAlgorithm.forName(settings.algorithm());
    }

    void refuse(DecodedJWT jwt) {
        // ok: algorithm-from-token
        if (!jwt.getAlgorithm().equals("RS256")) {
            throw new Unauthorized();
        }
    }
}
