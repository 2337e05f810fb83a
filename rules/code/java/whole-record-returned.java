package shop;

@RestController
class Users {
    @GetMapping("/users")
    List<User> all() {
        // ruleid: whole-record-returned
        return userRepository.findAll();
    }

    @GetMapping("/customers/{id}")
    ResponseEntity<Customer> one(@PathVariable long id) {
        // ruleid: whole-record-returned
        return ResponseEntity.of(customerRepository.findById(id));
    }

    @GetMapping("/views")
    List<UserView> views() {
        // ok: whole-record-returned
        return userRepository.findAll().stream().map(UserView::of).toList();
    }

    @GetMapping("/countries")
    List<Country> countries() {
        // ok: whole-record-returned
        return countryRepository.findAll();
    }
}

@Service
class UserService {
    List<User> all() {
        // ok: whole-record-returned
        return userRepository.findAll();
    }
}
