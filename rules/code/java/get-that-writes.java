package shop;

@RestController
class Orders {
    @GetMapping("/orders/{id}/cancel")
    String cancel(@PathVariable long id) {
        // ruleid: get-that-writes
        orderRepository.deleteById(id);
        return "gone";
    }

    @RequestMapping(value = "/seed", method = RequestMethod.GET)
    void seed() {
        // ruleid: get-that-writes
        this.orderRepository.save(new Order("first"));
    }

    @GetMapping("/orders/{id}")
    Order one(@PathVariable long id) {
        // ok: get-that-writes
        return orderRepository.findById(id).orElseThrow();
    }

    @GetMapping("/verify")
    void verifyEmail(@RequestParam String code) {
        // ok: get-that-writes
        userRepository.save(users.verified(code));
    }

    @GetMapping("/rules")
    List<Rule> rules() {
        // ok: get-that-writes
        return ruleRepository.saveAll(remote.rules());
    }

    @DeleteMapping("/orders/{id}")
    void remove(@PathVariable long id) {
        // ok: get-that-writes
        orderRepository.deleteById(id);
    }

    @GetMapping("/cached")
    List<Order> cached() {
        // ok: get-that-writes
        cache.delete("orders");
        return orders.all();
    }
}
