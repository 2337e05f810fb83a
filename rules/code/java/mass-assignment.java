package shop;

@RestController
class Users {
    @PostMapping("/users")
    User create(@RequestBody User user) {
        // ruleid: mass-assignment
        return userRepository.save(user);
    }

    @PutMapping("/users/{id}")
    void change(@PathVariable long id, @Valid @RequestBody User user) {
        // ruleid: mass-assignment
        entityManager.merge(user);
    }

    @PatchMapping("/users/{id}")
    User patch(@PathVariable long id, @RequestBody JsonNode changes) throws IOException {
        User user = userRepository.findById(id).orElseThrow();
        // ruleid: mass-assignment
        mapper.readerForUpdating(user).readValue(changes);
        return user;
    }

    @PostMapping("/accounts")
    void register(@RequestBody NewAccount account) {
        // ok: mass-assignment
        userRepository.save(new User(account.name(), account.email()));
    }

    @PostMapping("/notes")
    void note(@RequestBody Note note, Principal principal) {
        note.setOwner(principal.getName());
        // ok: mass-assignment
        noteRepository.save(note);
    }

    @PostMapping("/carts")
    void cart(@RequestBody CartForm form) {
        // ok: mass-assignment
        carts.save(form);
    }
}
