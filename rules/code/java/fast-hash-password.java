package shop;

import org.apache.commons.codec.digest.DigestUtils;

class Users {
    String hash(String password) {
        // ruleid: fast-hash-password-hash
        return DigestUtils.sha256Hex(password);
    }

    byte[] old(User user) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        // ruleid: fast-hash-password-hash
        return digest.digest(user.getPassword().getBytes(UTF_8));
    }

    PasswordEncoder encoder() {
        // ruleid: fast-hash-password-encoder
        return NoOpPasswordEncoder.getInstance();
    }

    boolean login(Credentials credentials) {
        User user = find(credentials.getName());
        // ruleid: fast-hash-password-plain
        return user.getPassword().equals(credentials.getPassword());
    }

    boolean good(User user, String password) {
        // ok: fast-hash-password-plain
        return encoder.matches(password, user.getPassword());
    }

    PasswordEncoder goodEncoder() {
        // ok: fast-hash-password-encoder
        return new BCryptPasswordEncoder(12);
    }

    String etag(String body) {
        // ok: fast-hash-password-hash
        return DigestUtils.sha256Hex(body);
    }

    boolean confirmed(Registration registration) {
        // ok: fast-hash-password-plain
        return registration.getPassword().equals(registration.getConfirmPassword());
    }
}
