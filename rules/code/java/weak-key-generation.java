package shop;

import java.security.KeyPairGenerator;
import java.util.Random;

class Secrets {
    private final Random random = new Random();

    String newApiKey() {
        byte[] bytes = new byte[32];
        // ruleid: weak-key-generation-predictable
        new Random().nextBytes(bytes);
        return hex(bytes);
    }

    String generateResetToken() {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            // ruleid: weak-key-generation-predictable
            token.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return token.toString();
    }

    byte[] salt() {
        byte[] bytes = new byte[16];
        // ok: weak-key-generation-predictable
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    long backoff() {
        // ok: weak-key-generation-predictable
        return 100 + random.nextInt(100);
    }

    KeyPair weak() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        // ruleid: weak-key-generation-short
        generator.initialize(1024);
        return generator.generateKeyPair();
    }

    KeyPair strong() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        // ok: weak-key-generation-short
        generator.initialize(3072);
        return generator.generateKeyPair();
    }

    KeyPair curve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        // ok: weak-key-generation-short
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
