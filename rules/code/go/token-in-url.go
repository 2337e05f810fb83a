package client

import (
	"fmt"
	"net/http"
	"net/url"
)

func profile(token string) (*http.Response, error) {
	// ruleid: token-in-url
	return http.Get("https://id.shop.example/me?access_token=" + token)
}

func formatted(token string) (*http.Response, error) {
	// ruleid: token-in-url
	return http.Get(fmt.Sprintf("https://id.shop.example/me?access_token=%s", token))
}

func query(u *url.URL, token string) {
	q := u.Query()
	// ruleid: token-in-url
	q.Set("access_token", token)
	u.RawQuery = q.Encode()
}

func back(w http.ResponseWriter, r *http.Request, token string) {
	// ruleid: token-in-url
	http.Redirect(w, r, "https://shop.example/done?token="+token, http.StatusFound)
}

func form(token string) {
	f := url.Values{}
	// ok: token-in-url
	f.Set("refresh_token", token)
	http.PostForm("https://id.shop.example/token", f)
}

func page(u *url.URL, next string) {
	q := u.Query()
	// ok: token-in-url
	q.Set("page_token", next)
	u.RawQuery = q.Encode()
}

func code(w http.ResponseWriter, r *http.Request, code string) {
	// ok: token-in-url
	http.Redirect(w, r, "https://shop.example/done?code="+code, http.StatusFound)
}

func header(token string) {
	req, _ := http.NewRequest(http.MethodGet, "https://id.shop.example/me", nil)
	// ok: token-in-url
	req.Header.Set("Authorization", "Bearer "+token)
}
