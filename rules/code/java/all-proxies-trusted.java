package shop;

class Server {
    RemoteIpValve valve() {
        RemoteIpValve valve = new RemoteIpValve();
        // ruleid: all-proxies-trusted
        valve.setInternalProxies(".*");
        // ok: all-proxies-trusted
        valve.setTrustedProxies("10\\.1\\.2\\.3");
        return valve;
    }

    KeyResolver resolver() {
        // ruleid: all-proxies-trusted
        RemoteAddressResolver addresses = XForwardedRemoteAddressResolver.trustAll();
        return exchange -> Mono.just(addresses.resolve(exchange).getHostString());
    }

    KeyResolver good() {
        // ok: all-proxies-trusted
        RemoteAddressResolver addresses = XForwardedRemoteAddressResolver.maxTrustedIndex(1);
        return exchange -> Mono.just(addresses.resolve(exchange).getHostString());
    }
}
