package shop;

@Configuration
class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(a -> a
                // ruleid: management-endpoint-public
                .requestMatchers("/actuator/**").permitAll()
                // ruleid: management-endpoint-public
                .requestMatchers("/login", "/h2-console/**").permitAll()
                .anyRequest().authenticated()).build();
    }

    @Bean
    SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
        // ruleid: management-endpoint-public
        http.authorizeHttpRequests(a -> a.requestMatchers(EndpointRequest.toAnyEndpoint()).permitAll());
        return http.build();
    }

    @Bean
    SecurityFilterChain good(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(a -> a
                // ok: management-endpoint-public
                .requestMatchers("/actuator/health", "/actuator/info").permitAll()
                // ok: management-endpoint-public
                .requestMatchers("/actuator/**").hasRole("OPERATOR")
                .anyRequest().authenticated()).build();
    }

    @Bean
    @Profile("development")
    SecurityFilterChain development(HttpSecurity http) throws Exception {
        // ok: management-endpoint-public
        http.authorizeHttpRequests(a -> a.requestMatchers("/h2-console/**").permitAll());
        return http.build();
    }
}
