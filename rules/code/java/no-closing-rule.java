package shop;

class Security extends WebSecurityConfigurerAdapter {
    @Override
    protected void configure(HttpSecurity http) throws Exception {
        // ruleid: no-closing-rule
        http.csrf().disable().authorizeRequests()
                .antMatchers("/admin/**").hasRole("ADMIN")
                .antMatchers("/orders/**").authenticated();
    }

    void lambda(HttpSecurity http) throws Exception {
        // ruleid: no-closing-rule
        http.authorizeRequests(a -> a.antMatchers("/admin/**").hasRole("ADMIN"));
    }

    void closed(HttpSecurity http) throws Exception {
        // ok: no-closing-rule
        http.authorizeRequests()
                .antMatchers("/admin/**").hasRole("ADMIN")
                .anyRequest().authenticated();
    }

    void dynamic(HttpSecurity http) throws Exception {
        // ok: no-closing-rule
        http.authorizeRequests().withObjectPostProcessor(rulesOfTheDatabase).and().formLogin().permitAll();
    }

    void inTwo(HttpSecurity http) throws Exception {
        // ok: no-closing-rule
        http.authorizeRequests().antMatchers("/admin/**").hasRole("ADMIN");
        http.authorizeRequests().anyRequest().authenticated();
    }

    void deniesTheRest(HttpSecurity http) throws Exception {
        // ok: no-closing-rule
        http.authorizeHttpRequests(a -> a.requestMatchers("/admin/**").hasRole("ADMIN"));
    }
}
