package shop;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;

class Tokens {
    String issue(String user) {
        // ruleid: none-algorithm
        return JWT.create().withSubject(user).sign(Algorithm.none());
    }

    JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setVerificationKey(key)
                // ruleid: none-algorithm
                .setJwsAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
                .build();
    }

    String plain(JWTClaimsSet claims) {
        // ruleid: none-algorithm
        return new PlainJWT(claims).serialize();
    }

    String good(String user) {
        // ok: none-algorithm
        return JWT.create().withSubject(user).sign(Algorithm.ECDSA256(publicKey, privateKey));
    }

    boolean refuses(Jwt jwt) {
        // ok: none-algorithm
        return "none".equals(jwt.getAlgorithm());
    }
}
