package org.buslane.node.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.NodeException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An object of a gateway's answer, asked field by field. A field that is missing or other than expected is said so. */
record JsonObject(Map<String, Object> fields) {
    /** @throws NodeException if {@code text} is not one JSON object */
    static JsonObject parse(String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                return object(parser);
            }
        } catch (JacksonException e) {
            throw new NodeException("the gateway's answer is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new NodeException("the gateway's answer is no JSON object");
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "a text");
    }

    long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name, "a whole number");
    }

    int integer(String name) {
        return (int) number(name);
    }

    boolean flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw missing(name, "true or false");
    }

    JsonObject object(String name) {
        if (fields.get(name) instanceof JsonObject object) {
            return object;
        }
        throw missing(name, "an object");
    }

    List<JsonObject> objects(String name) {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw missing(name, "a list");
        }
        List<JsonObject> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof JsonObject object)) {
                throw missing(name, "a list of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    private static NodeException missing(String name, String wanted) {
        return new NodeException("the gateway's answer has no '" + name + "' that is " + wanted
                + "; is it of another version than this command?");
    }

    private static JsonObject object(JsonParser parser) {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return new JsonObject(fields);
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> String.valueOf(parser.getString());
        };
    }
}
