package shop;

class Clients {
    RegisteredClient old() {
        // ruleid: weak-oauth-flow
        return RegisteredClient.withId("shop")
                .authorizationGrantType(new AuthorizationGrantType("password"))
                .build();
    }

    ClientSettings withoutProof() {
        // ruleid: weak-oauth-flow
        return ClientSettings.builder().requireProofKey(false).build();
    }

    MultiValueMap<String, String> byHand(String user, String password) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        // ruleid: weak-oauth-flow
        form.add("grant_type", "password");
        form.add("username", user);
        form.add("password", password);
        return form;
    }

    RegisteredClient good() {
        // ok: weak-oauth-flow
        return RegisteredClient.withId("shop")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .build();
    }

    MultiValueMap<String, String> service() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        // ok: weak-oauth-flow
        form.add("grant_type", "client_credentials");
        return form;
    }
}
