<?php

namespace App\Http\Middleware;

// ruleid: all-proxies-trusted
class TrustProxies extends Middleware
{
    protected $proxies = '*';
    protected $headers = Request::HEADER_X_FORWARDED_FOR;
}

// ok: all-proxies-trusted
class OwnTrustProxies extends Middleware
{
    protected $proxies = ['10.1.2.3'];
}

return Application::configure(basePath: dirname(__DIR__))
    ->withMiddleware(function (Middleware $middleware) {
        // ruleid: all-proxies-trusted
        $middleware->trustProxies(at: '*');
        // ok: all-proxies-trusted
        $middleware->trustProxies(at: ['10.1.2.3']);
    })->create();
