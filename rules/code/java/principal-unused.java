package shop;

import java.security.Principal;

@RestController
class Orders {
    @DeleteMapping("/orders/{id}")
    // ruleid: principal-unused
    void remove(@PathVariable long id, Principal principal) {
        orders.remove(id);
    }

    @PutMapping("/orders/{id}")
    // ruleid: principal-unused
    Order change(@PathVariable long id, @RequestBody Change change, @AuthenticationPrincipal UserDetails user) {
        return orders.change(id, change);
    }

    @DeleteMapping("/notes/{id}")
    // ok: principal-unused
    void removeNote(@PathVariable long id, Principal principal) {
        notes.removeOf(principal.getName(), id);
    }

    @PostMapping("/notes")
    // ok: principal-unused
    Note add(@RequestBody NewNote note, Authentication caller) {
        if (note.isShared()) {
            return notes.addShared(note, caller);
        }
        return notes.add(note);
    }

    @PreAuthorize("hasRole('ADMIN')")
    @DeleteMapping("/users/{id}")
    // ok: principal-unused
    void removeUser(@PathVariable long id, Principal principal) {
        users.remove(id);
    }

    @GetMapping("/news")
    // ok: principal-unused
    List<News> news(Principal principal) {
        return news.latest();
    }
}
