<?php

class Users
{
    public function store(Request $request)
    {
        // ruleid: fast-hash-password
        return User::create(['name' => $request->name, 'password' => md5($request->password)]);
    }

    public function hash(string $password): string
    {
        // ruleid: fast-hash-password
        return hash('sha256', $password . $this->salt);
    }

    public function login(Request $request)
    {
        $user = User::where('email', $request->email)->first();
        // ruleid: fast-hash-password
        if ($user->password === $request->password) {
            Auth::login($user);
        }
    }

    public function good(Request $request)
    {
        // ok: fast-hash-password
        return User::create(['name' => $request->name, 'password' => Hash::make($request->password)]);
    }

    public function etag(string $body): string
    {
        // ok: fast-hash-password
        return md5($body);
    }

    public function confirmed(Request $request): bool
    {
        // ok: fast-hash-password
        return $request->password === $request->password_confirmation;
    }
}
