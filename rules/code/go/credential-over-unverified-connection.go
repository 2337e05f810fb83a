package client

import (
	"crypto/tls"
	"net/http"
)

func orders(token string) (*http.Response, error) {
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	client := &http.Client{Transport: transport}
	req, err := http.NewRequest(http.MethodGet, "https://orders.shop.example", nil)
	if err != nil {
		return nil, err
	}
	// ruleid: credential-over-unverified-connection
	req.Header.Set("Authorization", "Bearer "+token)
	return client.Do(req)
}

func basic(user, password string) (*http.Response, error) {
	client := &http.Client{
		Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}},
	}
	req, _ := http.NewRequest(http.MethodGet, "https://orders.shop.example", nil)
	// ruleid: credential-over-unverified-connection
	req.SetBasicAuth(user, password)
	return client.Do(req)
}

func verified(token string) (*http.Response, error) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	req, _ := http.NewRequest(http.MethodGet, "https://orders.shop.example", nil)
	// ok: credential-over-unverified-connection
	req.Header.Set("Authorization", "Bearer "+token)
	return client.Do(req)
}

func health() (*http.Response, error) {
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	req, _ := http.NewRequest(http.MethodGet, "https://orders.shop.example/health", nil)
	// ok: credential-over-unverified-connection
	req.Header.Set("Accept", "application/json")
	return client.Do(req)
}
