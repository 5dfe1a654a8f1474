package org.buslane.node.json;

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

/**
 * An object of JSON, asked field by field. A field that is missing or other than expected is said so.
 *
 * @param what it is, as messages call it: {@code the gateway's answer}
 */
public record JsonObject(String what, Map<String, Object> fields) {
    public JsonObject {
        fields = Map.copyOf(fields);
    }

    /** @throws NodeException if {@code text} is not one JSON object */
    public static JsonObject parse(String what, String text) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                return object(what, parser);
            }
        } catch (JacksonException e) {
            throw new NodeException(what + " is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new NodeException(what + " is no JSON object");
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "a text");
    }

    public long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw missing(name, "a whole number");
    }

    public int integer(String name) {
        return (int) number(name);
    }

    public boolean flag(String name) {
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw missing(name, "true or false");
    }

    public JsonObject object(String name) {
        if (fields.get(name) instanceof JsonObject object) {
            return object;
        }
        throw missing(name, "an object");
    }

    public List<JsonObject> objects(String name) {
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

    public List<String> texts(String name) {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw missing(name, "a list");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw missing(name, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    private NodeException missing(String name, String wanted) {
        return new NodeException(
                what + " has no '" + name + "' that is " + wanted + "; is it of another version than this program?");
    }

    private static JsonObject object(String what, JsonParser parser) {
        Map<String, Object> fields = new HashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(what, parser));
        }
        return new JsonObject(what, fields);
    }

    private static Object value(String what, JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(what, parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(what, parser));
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
