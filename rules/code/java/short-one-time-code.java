package shop;

import java.util.Random;

class Codes {
    String generateOtp() {
        // ruleid: short-one-time-code
        return String.valueOf(100000 + new Random().nextInt(900000));
    }

    void sendVerificationCode(String to, int number) {
        // ruleid: short-one-time-code
        sms.send(to, String.format("%04d", number));
    }

    String smsCode() {
        // ruleid: short-one-time-code
        return RandomStringUtils.randomNumeric(4);
    }

    String loginCode() {
        // ok: short-one-time-code
        return String.format("%06d", new SecureRandom().nextInt(1000000));
    }

    String orderNumber() {
        // ok: short-one-time-code
        return String.format("%04d", new Random().nextInt(10000));
    }
}
