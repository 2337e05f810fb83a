package shop;

import com.nimbusds.jose.jwk.JWKSet;

class Keys {
    JWK nimbus(SignedJWT jwt) throws Exception {
        // ruleid: key-from-header
        return JWKSet.load(jwt.getHeader().getJWKURL().toURL()).getKeyByKeyId(jwt.getHeader().getKeyID());
    }

    Key jjwt(JwsHeader header) {
        // ruleid: key-from-header
        return remote.fetch((String) header.get("jku"));
    }

    boolean embedded(SignedJWT jwt) throws Exception {
        // ruleid: key-from-header
        return jwt.verify(new RSASSAVerifier(jwt.getHeader().getJWK().toRSAKey()));
    }

    JWK known(SignedJWT jwt) {
        // ok: key-from-header
        return keys.getKeyByKeyId(jwt.getHeader().getKeyID());
    }

    JWK listed(SignedJWT jwt) throws Exception {
        // ok: key-from-header
        URI address = jwt.getHeader().getJWKURL();
        if (!allowedAddresses.contains(address)) {
            throw new Unauthorized();
        }
        return remote.fetch(address);
    }
}

class DPoPVerifier {
    JWK key(SignedJWT token) {
        // ok: key-from-header
        return token.getHeader().getJWK();
    }
}
