package shop;

@RestController
class Orders {
    @GetMapping("/orders")
    Page<Order> page(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        // ruleid: list-without-limit-size
        return orders.findAll(PageRequest.of(page, size));
    }

    @GetMapping("/bounded")
    Page<Order> bounded(@RequestParam int page, @RequestParam @Max(100) int size) {
        // ok: list-without-limit-size
        return orders.findAll(PageRequest.of(page, size));
    }

    @GetMapping("/smaller")
    Page<Order> smaller(@RequestParam int page, @RequestParam int size) {
        // ok: list-without-limit-size
        return orders.findAll(PageRequest.of(page, Math.min(size, 100)));
    }

    @GetMapping("/all")
    List<Order> all() {
        // ruleid: list-without-limit-all
        return orderRepository.findAll();
    }

    @GetMapping("/pageable")
    Page<Order> pageable(Pageable pageable) {
        // ok: list-without-limit-all
        return orderRepository.findAll(pageable);
    }
}
