package shop;

@RestController
class Orders {
    @PostMapping("/orders")
    // ruleid: optional-guard-on-write
    Order create(@RequestBody NewOrder order, @RequestHeader(value = "Authorization", required = false) String authorization) {
        return orders.add(order, tokens.subject(authorization));
    }

    @DeleteMapping("/orders/{id}")
    // ruleid: optional-guard-on-write
    void remove(@PathVariable long id, @RequestHeader(name = "X-Api-Key", required = false) String apiKey) {
        orders.remove(id);
    }

    @PutMapping("/orders/{id}")
    // ok: optional-guard-on-write
    void change(@PathVariable long id, @RequestHeader(value = "Authorization", required = false) String authorization) {
        if (authorization == null) {
            throw new Unauthorized();
        }
        orders.change(id);
    }

    @PostMapping("/carts")
    // ok: optional-guard-on-write
    void cart(@RequestHeader(value = "Accept-Language", required = false) String language) {
    }

    @GetMapping("/orders")
    // ok: optional-guard-on-write
    List<Order> all(@RequestHeader(value = "Authorization", required = false) String authorization) {
        return orders.visibleTo(authorization);
    }

    @PostMapping("/notes")
    // ok: optional-guard-on-write
    void note(@RequestHeader("Authorization") String authorization) {
    }
}
