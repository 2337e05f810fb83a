package shop;

class Keys {
    byte[] fromFile(DecodedJWT jwt) throws IOException {
        // ruleid: kid-in-path-or-query
        return Files.readAllBytes(Paths.get("/etc/keys", jwt.getKeyId() + ".pem"));
    }

    Key fromDatabase(SignedJWT jwt) throws SQLException {
        String kid = jwt.getHeader().getKeyID();
        // ruleid: kid-in-path-or-query
        ResultSet found = statement.executeQuery("select pem from keys where id = '" + kid + "'");
        return parse(found.getString(1));
    }

    JWKSet fetched(JwsHeader header) throws IOException {
        // ruleid: kid-in-path-or-query
        return JWKSet.load(new URL("https://keys.shop.example/" + header.getKeyId()));
    }

    Key bound(DecodedJWT jwt) {
        // ok: kid-in-path-or-query
        return parse(jdbc.queryForObject("select pem from keys where id = ?", String.class, jwt.getKeyId()));
    }

    Key known(DecodedJWT jwt) throws IOException {
        String file = files.get(jwt.getKeyId());
        // ok: kid-in-path-or-query
        return parse(Files.readAllBytes(Path.of(file)));
    }

    Key checked(DecodedJWT jwt) throws IOException {
        UUID kid = UUID.fromString(jwt.getKeyId());
        // ok: kid-in-path-or-query
        return parse(Files.readAllBytes(Path.of("/etc/keys", kid + ".pem")));
    }
}
