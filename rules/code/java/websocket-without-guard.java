package shop;

@EnableWebSocket
class Live implements WebSocketConfigurer {
    @Override
    public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
        // ruleid: websocket-without-guard
        registry.addHandler(orders, "/live").setAllowedOrigins("*");
        // ok: websocket-without-guard
        registry.addHandler(news, "/news").setAllowedOrigins("https://shop.example");
        // ok: websocket-without-guard
        registry.addHandler(chat, "/chat");
    }
}

@EnableWebSocketMessageBroker
class Stomp implements WebSocketMessageBrokerConfigurer {
    @Override
    public void registerStompEndpoints(StompEndpointRegistry registry) {
        // ruleid: websocket-without-guard
        registry.addEndpoint("/ws").setAllowedOriginPatterns("*").withSockJS();
        // ok: websocket-without-guard
        registry.addEndpoint("/own").setAllowedOriginPatterns(origins).withSockJS();
    }
}
