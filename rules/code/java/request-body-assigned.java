package shop;

@RestController
class Users {
    @PostMapping("/users")
    User create(@RequestBody User user) {
        // ruleid: request-body-assigned
        return userRepository.save(user);
    }

    @PutMapping("/users/{id}")
    void change(@PathVariable long id, @Valid @RequestBody User user) {
        // ruleid: request-body-assigned
        entityManager.merge(user);
    }

    @PatchMapping("/users/{id}")
    User patch(@PathVariable long id, @RequestBody JsonNode changes) throws IOException {
        User user = userRepository.findById(id).orElseThrow();
        // ruleid: request-body-assigned
        mapper.readerForUpdating(user).readValue(changes);
        return user;
    }

    @PostMapping("/accounts")
    void register(@RequestBody NewAccount account) {
        // ok: request-body-assigned
        userRepository.save(new User(account.name(), account.email()));
    }

    @PostMapping("/notes")
    void note(@RequestBody Note note, Principal principal) {
        note.setOwner(principal.getName());
        // ok: request-body-assigned
        noteRepository.save(note);
    }

    @PostMapping("/carts")
    void cart(@RequestBody CartForm form) {
        // ok: request-body-assigned
        carts.save(form);
    }
}
