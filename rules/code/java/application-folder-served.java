package shop;

class Files implements WebMvcConfigurer {
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // ruleid: application-folder-served
        registry.addResourceHandler("/files/**").addResourceLocations("file:./");
        // ruleid: application-folder-served
        registry.addResourceHandler("/**").addResourceLocations("classpath:/");
        // ok: application-folder-served
        registry.addResourceHandler("/assets/**").addResourceLocations("classpath:/static/assets/");
        // ok: application-folder-served
        registry.addResourceHandler("/uploads/**").addResourceLocations("file:./uploads/");
    }
}
