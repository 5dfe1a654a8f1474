package org.buslane.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A value of somebody else's document. What is missing in it, or other than expected, is empty. */
record Json(Object value) {
    private static final Json NOTHING = new Json("");

    /** @throws IllegalArgumentException if it is no JSON, or nested deeper than any engine does */
    static Json parse(byte[] document) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), document)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("it is empty");
            }
            return new Json(value(parser));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A field of a field of an object. */
    Json at(String... path) {
        Json here = this;
        for (String name : path) {
            here = here.value instanceof Map<?, ?> fields
                    ? Optional.ofNullable(fields.get(name)).map(Json::new).orElse(NOTHING)
                    : NOTHING;
        }
        return here;
    }

    /** A text that is not empty. */
    Optional<String> text() {
        return value instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** A whole number that is no pid is none here. */
    Optional<Integer> pid() {
        return value instanceof Long number && number > 0 && number <= Integer.MAX_VALUE
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    /** Fields of an object that are texts, empty ones too. */
    Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, each) -> {
                if (name instanceof String key && each instanceof String text) {
                    texts.put(key, text);
                }
            });
        }
        return Map.copyOf(texts);
    }

    List<Json> items() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new HashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            // What is no pid, such as a limit of 64 bits without sign, may be larger than a long.
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? "" : (Object) parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            default -> "";
        };
    }
}
