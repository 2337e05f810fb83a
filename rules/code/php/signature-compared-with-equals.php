<?php

class Hooks
{
    public function plain(Request $request): bool
    {
        $expected = hash_hmac('sha256', $request->getContent(), $this->key);
        // ruleid: signature-compared-with-equals
        return $expected === $request->header('X-Signature');
    }

    public function prefixed(Request $request)
    {
        // ruleid: signature-compared-with-equals
        if ('sha256=' . hash_hmac('sha256', $request->getContent(), $this->key) != $request->header('X-Hub-Signature-256')) {
            abort(401);
        }
    }

    public function constant(Request $request): bool
    {
        $expected = hash_hmac('sha256', $request->getContent(), $this->key);
        // ok: signature-compared-with-equals
        return hash_equals($expected, $request->header('X-Signature'));
    }

    public function etag(string $body, string $given): bool
    {
        // ok: signature-compared-with-equals
        return hash('sha256', $body) === $given;
    }
}
