package shop;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

// ruleid: unknown-fields-accepted
@JsonIgnoreProperties(ignoreUnknown = true)
class CreateOrderRequest {
    public String item;
}

class UpdateUserRequest {
    private final Map<String, Object> rest = new HashMap<>();

    // ruleid: unknown-fields-accepted
    @JsonAnySetter
    public void set(String name, Object value) {
        rest.put(name, value);
    }
}

// ok: unknown-fields-accepted
@JsonIgnoreProperties(ignoreUnknown = true)
class WeatherResponse {
    public double temperature;
}

// ok: unknown-fields-accepted
@JsonIgnoreProperties("legacy")
class CreateCartRequest {
    public String item;
}

// ok: unknown-fields-accepted
class CreateNoteRequest {
    public String text;
}
