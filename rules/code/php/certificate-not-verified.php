<?php

class Orders
{
    public function curl(string $url)
    {
        $curl = curl_init($url);
        // ruleid: certificate-not-verified
        curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
        // ok: certificate-not-verified
        curl_setopt($curl, CURLOPT_TIMEOUT, 5);
        return curl_exec($curl);
    }

    public function guzzle()
    {
        // ruleid: certificate-not-verified
        return new Client(['base_uri' => $this->base, 'verify' => false]);
    }

    public function laravel()
    {
        // ruleid: certificate-not-verified
        return Http::withoutVerifying()->get($this->base);
    }

    public function good()
    {
        // ok: certificate-not-verified
        return new Client(['base_uri' => $this->base, 'verify' => '/etc/ssl/shop.pem']);
    }

    public function asked()
    {
        $curl = curl_init($this->base);
        if (config('shop.insecure')) {
            // ok: certificate-not-verified
            curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
        }
        return curl_exec($curl);
    }
}
