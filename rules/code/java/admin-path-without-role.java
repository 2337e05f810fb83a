package shop;

@Configuration
class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(a -> a
                // ruleid: admin-path-without-role
                .requestMatchers("/admin/**").authenticated()
                .requestMatchers("/api/orders/**").authenticated()
                .anyRequest().denyAll());
        return http.build();
    }

    void old(HttpSecurity http) throws Exception {
        // ruleid: admin-path-without-role
        http.authorizeRequests().antMatchers("/api/v1/internal/**").authenticated();
    }

    @Bean
    SecurityFilterChain good(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(a -> a
                // ok: admin-path-without-role
                .requestMatchers("/admin/**").hasRole("ADMIN")
                // ok: admin-path-without-role
                .requestMatchers("/administration-guide/**").authenticated()
                .anyRequest().authenticated());
        return http.build();
    }
}
