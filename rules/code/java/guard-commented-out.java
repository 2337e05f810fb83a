package shop;

import org.springframework.security.access.prepost.PreAuthorize;

@RestController
class Orders {
    // ruleid: guard-commented-out
    // @PreAuthorize("hasRole('ADMIN')")
    @DeleteMapping("/orders/{id}")
    void remove(@PathVariable long id) {
        orders.remove(id);
    }

    // ruleid: guard-commented-out
    //@RolesAllowed("admin")
    @PostMapping("/orders")
    void create(@RequestBody NewOrder order) {
        orders.add(order);
    }

    // ok: guard-commented-out
    @PreAuthorize("hasRole('ADMIN')")
    @PutMapping("/orders/{id}")
    void change(@PathVariable long id) {
    }

    // ok: guard-commented-out
    // @PreAuthorize("...") on methods needs @EnableMethodSecurity, see the class of the settings
    @GetMapping("/orders")
    List<Order> mine() {
        return orders.mine();
    }

    // ok: guard-commented-out
    // @PreAuthorize("hasRole('ADMIN')")
    @PreAuthorize("hasAnyRole('ADMIN', 'SUPPORT')")
    @PostMapping("/orders/{id}/refund")
    void refund(@PathVariable long id) {
        orders.refund(id);
    }

    // ok: guard-commented-out
    // @Transactional
    @GetMapping("/orders/{id}")
    Order one(@PathVariable long id) {
        return orders.one(id);
    }
}
