package shop;

@RestController
class Proxy {
    @GetMapping("/fetch")
    String fetch(@RequestParam String target, @RequestHeader("Authorization") String authorization) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Authorization", authorization);
        // ruleid: authorization-forwarded
        return rest.exchange(target, HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody();
    }

    @GetMapping("/preview")
    Mono<String> preview(@RequestHeader("Authorization") String authorization, @RequestParam("link") String link) {
        // ruleid: authorization-forwarded
        return client.get().uri(link).header("Authorization", authorization).retrieve().bodyToMono(String.class);
    }

    @GetMapping("/orders")
    String orders(@RequestParam String id, @RequestHeader("Authorization") String authorization) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Authorization", authorization);
        // ok: authorization-forwarded
        return rest.exchange(ordersUrl + "/orders/" + id, HttpMethod.GET, new HttpEntity<>(headers), String.class).getBody();
    }

    @GetMapping("/open")
    String open(@RequestParam String target, @RequestHeader("Authorization") String authorization) {
        check(authorization);
        // ok: authorization-forwarded
        return rest.exchange(target, HttpMethod.GET, null, String.class).getBody();
    }
}
