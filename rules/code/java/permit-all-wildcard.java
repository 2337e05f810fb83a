package shop;

@Configuration
class Security {
    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(a -> a
                .requestMatchers("/admin/**").hasRole("ADMIN")
                // ruleid: permit-all-wildcard
                .anyRequest().permitAll()).build();
    }

    void old(HttpSecurity http) throws Exception {
        // ruleid: permit-all-wildcard
        http.authorizeRequests().antMatchers("/**").permitAll();
    }

    @Bean
    SecurityWebFilterChain reactive(ServerHttpSecurity http) {
        // ruleid: permit-all-wildcard
        http.authorizeExchange(e -> e.anyExchange().permitAll());
        return http.build();
    }

    @Bean
    SecurityFilterChain good(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(a -> a
                // ok: permit-all-wildcard
                .requestMatchers("/login", "/assets/**").permitAll()
                // ok: permit-all-wildcard
                .anyRequest().authenticated()).build();
    }

    @Bean
    SecurityFilterChain pages(HttpSecurity http) throws Exception {
        http.securityMatcher("/assets/**");
        // ok: permit-all-wildcard
        http.authorizeHttpRequests(a -> a.anyRequest().permitAll());
        return http.build();
    }
}
