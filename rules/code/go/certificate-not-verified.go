package client

import (
	"crypto/tls"
	"net/http"

	"golang.org/x/crypto/ssh"
)

func insecure() *http.Client {
	return &http.Client{Transport: &http.Transport{
		// ruleid: certificate-not-verified
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true},
	}}
}

func everywhere() {
	// ruleid: certificate-not-verified
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
}

func later(config *tls.Config) {
	// ruleid: certificate-not-verified
	config.InsecureSkipVerify = true
}

func shell() *ssh.ClientConfig {
	return &ssh.ClientConfig{
		User: "deploy",
		// ruleid: certificate-not-verified
		HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	}
}

func asked(skip bool) *tls.Config {
	// ok: certificate-not-verified
	return &tls.Config{InsecureSkipVerify: skip}
}

func optional(s Settings) *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.Insecure {
		// ok: certificate-not-verified
		config.InsecureSkipVerify = true
	}
	return config
}

func chosen(skip bool) *tls.Config {
	config := &tls.Config{}
	switch {
	case skip:
		// ok: certificate-not-verified
		config = &tls.Config{InsecureSkipVerify: true}
	default:
		config.MinVersion = tls.VersionTLS12
	}
	return config
}

func withDefault(c Client, s Settings) Client {
	if !s.SkipVerify {
		return c
	}
	// ok: certificate-not-verified
	c.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	return c
}

func pinned() *tls.Config {
	// ok: certificate-not-verified
	return &tls.Config{InsecureSkipVerify: true, VerifyPeerCertificate: comparePin}
}

func known(keys ssh.HostKeyCallback) *ssh.ClientConfig {
	// ok: certificate-not-verified
	return &ssh.ClientConfig{HostKeyCallback: keys}
}
