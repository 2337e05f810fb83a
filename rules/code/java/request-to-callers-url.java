package shop;

@RestController
class Preview {
    private final RestTemplate rest;
    private final WebClient client;

    @GetMapping("/preview")
    String preview(@RequestParam String url) {
        // ruleid: request-to-callers-url
        return rest.getForObject(url, String.class);
    }

    @PostMapping("/hooks")
    void hook(@RequestBody Hook hook) {
        // ruleid: request-to-callers-url
        client.post().uri(hook.getCallbackUrl()).retrieve();
    }

    @GetMapping("/image")
    byte[] image(@RequestParam("src") String src) throws IOException {
        URL address = new URL(src);
        // ruleid: request-to-callers-url
        return address.openStream().readAllBytes();
    }

    void servlet(HttpServletRequest request) throws IOException {
        String target = request.getParameter("target");
        // ruleid: request-to-callers-url
        HttpURLConnection connection = (HttpURLConnection) new URL("http://" + target).openConnection();
    }

    @GetMapping("/orders")
    String order(@RequestParam String id) {
        // ok: request-to-callers-url
        return rest.getForObject("https://orders.shop.example/v1/" + id, String.class);
    }

    @GetMapping("/templated")
    String templated(@RequestParam String id) {
        // ok: request-to-callers-url
        return rest.getForObject("https://orders.shop.example/v1/{id}", String.class, id);
    }

    @GetMapping("/based")
    String based(@RequestParam String id) {
        // ok: request-to-callers-url
        return rest.getForObject(base + "/orders/" + id, String.class);
    }

    @GetMapping("/checked")
    String checked(@RequestParam String url) {
        if (!destinations.allowed(url)) {
            throw new BadRequest();
        }
        // ok: request-to-callers-url
        return rest.getForObject(url, String.class);
    }

    @GetMapping("/named")
    String named(@RequestParam String name) {
        // ok: request-to-callers-url
        return rest.getForObject(addresses.get(name), String.class);
    }
}
