<?php

class Tokens
{
    public function claims(string $token): array
    {
        // ruleid: signature-not-verified
        return json_decode(base64_decode(explode('.', $token)[1]), true);
    }

    public function user(Request $request)
    {
        $parts = explode('.', $request->bearerToken());
        // ruleid: signature-not-verified
        $payload = json_decode(base64_decode($parts[1]));
        return User::find($payload->sub);
    }

    public function good(string $token)
    {
        // ok: signature-not-verified
        return JWT::decode($token, new Key($this->key, 'RS256'));
    }

    public function issuerOf(string $token)
    {
        // ok: signature-not-verified
        return json_decode(base64_decode(explode('.', $token)[1]))->iss;
    }

    public function cursor(string $cursor)
    {
        // ok: signature-not-verified
        return json_decode(base64_decode($cursor), true);
    }
}
