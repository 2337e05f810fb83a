package shop;

// ruleid: debug-in-production-mode
@EnableWebSecurity(debug = true)
class Security {
    @Bean
    WebSecurityCustomizer customizer() {
        // ruleid: debug-in-production-mode
        return (web) -> web.debug(true);
    }

    @Bean
    WebSecurityCustomizer good(Settings settings) {
        // ok: debug-in-production-mode
        return (web) -> web.debug(settings.debug());
    }
}

// ok: debug-in-production-mode
@EnableWebSecurity
class Quiet {
}

@RestControllerAdvice
class Errors {
    @ExceptionHandler(Exception.class)
    ResponseEntity<String> all(Exception e) {
        // ruleid: debug-in-production-stack
        return ResponseEntity.status(500).body(ExceptionUtils.getStackTrace(e));
    }

    @ExceptionHandler(IOException.class)
    Map<String, Object> io(IOException e) {
        Map<String, Object> answer = new HashMap<>();
        // ruleid: debug-in-production-stack
        answer.put("trace", ExceptionUtils.getStackTrace(e));
        return answer;
    }

    void servlet(Exception e, HttpServletResponse response) throws IOException {
        // ruleid: debug-in-production-stack
        e.printStackTrace(response.getWriter());
    }

    @ExceptionHandler(RuntimeException.class)
    ResponseEntity<String> quiet(RuntimeException e) {
        // ok: debug-in-production-stack
        log.error("failed: {}", ExceptionUtils.getStackTrace(e));
        // ok: debug-in-production-stack
        return ResponseEntity.status(500).body("something went wrong");
    }
}
