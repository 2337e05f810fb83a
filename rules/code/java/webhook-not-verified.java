package shop;

@RestController
class Hooks {
    @PostMapping("/webhooks/stripe")
    // ruleid: webhook-not-verified
    void stripe(@RequestBody Event event) {
        if ("payment_intent.succeeded".equals(event.type())) {
            orders.markPaid(event.order());
        }
    }

    @PostMapping(value = "/github/webhook", consumes = "application/json")
    // ruleid: webhook-not-verified
    void github(@RequestBody JsonNode push) {
        builds.start(push.get("after").asText());
    }

    @PostMapping("/webhooks/paypal")
    // ok: webhook-not-verified
    void paypal(@RequestBody String body, @RequestHeader("PayPal-Transmission-Sig") String signature) {
        if (!paypal.check(body, signature)) {
            throw new Unauthorized();
        }
        orders.apply(body);
    }

    @PostMapping("/webhooks")
    // ok: webhook-not-verified
    Hook create(@RequestBody NewHook hook) {
        return hooks.add(hook);
    }

    @PostMapping("/orders")
    // ok: webhook-not-verified
    void order(@RequestBody NewOrder order) {
        orders.add(order);
    }
}
