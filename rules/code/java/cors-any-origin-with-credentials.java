package shop;

class Web implements WebMvcConfigurer {
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        // ruleid: cors-any-origin-with-credentials-configured
        registry.addMapping("/**").allowedOriginPatterns("*").allowedMethods("*").allowCredentials(true);
    }

    CorsConfigurationSource source() {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOriginPatterns(List.of("*"));
        // ruleid: cors-any-origin-with-credentials-configured
        configuration.setAllowCredentials(true);
        return path -> configuration;
    }

    void good(CorsRegistry registry) {
        // ok: cors-any-origin-with-credentials-configured
        registry.addMapping("/**").allowedOrigins("https://shop.example").allowCredentials(true);
        // ok: cors-any-origin-with-credentials-configured
        registry.addMapping("/open/**").allowedOrigins("*");
    }

    CorsConfigurationSource goodSource(Settings settings) {
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(settings.origins());
        // ok: cors-any-origin-with-credentials-configured
        configuration.setAllowCredentials(true);
        return path -> configuration;
    }

    void reflected(HttpServletRequest request, HttpServletResponse response) {
        // ruleid: cors-any-origin-with-credentials-reflected
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
        response.setHeader("Access-Control-Allow-Credentials", "true");
    }

    void looked(HttpServletRequest request, HttpServletResponse response) {
        String origin = request.getHeader("Origin");
        if (origins.contains(origin)) {
            // ok: cors-any-origin-with-credentials-reflected
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Access-Control-Allow-Credentials", "true");
        }
    }

    void withoutCookies(HttpServletRequest request, HttpServletResponse response) {
        // ok: cors-any-origin-with-credentials-reflected
        response.setHeader("Access-Control-Allow-Origin", request.getHeader("Origin"));
    }
}
