package shop;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/orders")
class Orders {
    @GetMapping("/all")
    @Operation(summary = "All orders of all customers", hidden = true)
    // ruleid: hidden-route
    public List<Order> all() {
        return orders.all();
    }

    @Hidden
    @DeleteMapping("/{id}")
    // ruleid: hidden-route
    public void remove(@PathVariable long id) {
        orders.remove(id);
    }

    @GetMapping
    @Operation(summary = "My orders")
    // ok: hidden-route
    public List<Order> mine() {
        return orders.mine();
    }

    @Operation(hidden = false)
    @GetMapping("/{id}")
    // ok: hidden-route
    public Order one(@PathVariable long id) {
        return orders.one(id);
    }
}

@Controller
class Pages {
    @Operation(hidden = true)
    @GetMapping("/")
    // ok: hidden-route
    public String home() {
        return "home";
    }
}
