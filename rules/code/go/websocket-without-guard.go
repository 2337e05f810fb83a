package live

import (
	"net/http"

	"github.com/gorilla/websocket"
)

var upgrader = 
	// ruleid: websocket-without-guard
	websocket.Upgrader{
	ReadBufferSize: 1024,
	CheckOrigin:    func(r *http.Request) bool { return true },
}

// ok: websocket-without-guard
var good = websocket.Upgrader{ReadBufferSize: 1024}

// ok: websocket-without-guard
var looked = websocket.Upgrader{CheckOrigin: func(r *http.Request) bool {
	return r.Header.Get("Origin") == "https://shop.example"
}}

func later() {
	u := websocket.Upgrader{}
	// ruleid: websocket-without-guard
	u.CheckOrigin = func(r *http.Request) bool { return true }
}

func development(s Settings) {
	u := websocket.Upgrader{}
	if s.Development {
		// ok: websocket-without-guard
		u.CheckOrigin = func(r *http.Request) bool { return true }
	}
}
