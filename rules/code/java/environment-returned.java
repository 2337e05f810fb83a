package shop;

@RestController
class Info {
    @GetMapping("/env")
    Map<String, String> environment() {
        // ruleid: environment-returned
        return System.getenv();
    }

    @GetMapping("/info")
    ResponseEntity<?> info() {
        // ruleid: environment-returned
        return ResponseEntity.ok(System.getenv());
    }

    @GetMapping("/region")
    String region() {
        // ok: environment-returned
        return System.getenv("REGION");
    }
}

class Settings {
    Map<String, String> all() {
        // ok: environment-returned
        return System.getenv();
    }
}
