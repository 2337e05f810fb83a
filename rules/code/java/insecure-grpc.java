package shop;

class Channels {
    ManagedChannel orders(String host) {
        return ManagedChannelBuilder.forAddress(host, 9000)
                .userAgent("shop")
                // ruleid: insecure-grpc
                .usePlaintext()
                .build();
    }

    Server server() {
        // ruleid: insecure-grpc
        return Grpc.newServerBuilderForPort(9000, InsecureServerCredentials.create()).addService(orders).build();
    }

    ManagedChannel local() {
        // ok: insecure-grpc
        return ManagedChannelBuilder.forAddress("localhost", 9000).usePlaintext().build();
    }

    ManagedChannel good(String host) {
        // ok: insecure-grpc
        return ManagedChannelBuilder.forAddress(host, 9000).useTransportSecurity().build();
    }

    ManagedChannel asked(String host, Settings settings) {
        ManagedChannelBuilder<?> builder = ManagedChannelBuilder.forAddress(host, 9000);
        if (settings.plaintext()) {
            // ok: insecure-grpc
            builder.usePlaintext();
        }
        return builder.build();
    }
}
