package shop;

import javax.crypto.Mac;

class Hooks {
    boolean plain(byte[] body, String given) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        String expected = Hex.encodeHexString(mac.doFinal(body));
        // ruleid: signature-compared-with-equals
        return expected.equals(given);
    }

    boolean arrays(byte[] body, byte[] given) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        // ruleid: signature-compared-with-equals
        return Arrays.equals(mac.doFinal(body), given);
    }

    void commons(String body, String given) {
        String expected = "sha256=" + HmacUtils.hmacSha256Hex(key, body);
        // ruleid: signature-compared-with-equals
        if (!given.equals(expected)) {
            throw new Unauthorized();
        }
    }

    boolean own(String body, String given) {
        String expected = computeSignature(body);
        // ruleid: signature-compared-with-equals
        return expected.equals(given);
    }

    boolean constant(byte[] body, byte[] given) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        // ok: signature-compared-with-equals
        return MessageDigest.isEqual(mac.doFinal(body), given);
    }

    boolean etag(byte[] body, String given) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        // ok: signature-compared-with-equals
        return Hex.encodeHexString(digest.digest(body)).equals(given);
    }

    boolean sameMethod(Method one, Method other) {
        // ok: signature-compared-with-equals
        return one.signature().equals(other.signature());
    }
}
