package streamlift.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads frames of keypoints in JSON. Fields may come in any order, and unknown ones are skipped. */
final class FrameReader {
    private final JsonFactory json;

    FrameReader(JsonFactory json) {
        this.json = json;
    }

    /** Reads a record's value into the frame. Throws if it is no frame of h36m17. */
    void read(byte[] value, Frame frame) throws IOException {
        frame.clear();
        try (JsonParser from = json.createParser(value)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("a record holds no JSON object");
            }
            for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
                from.nextToken();
                switch (name) {
                    case "stream" -> frame.stream = from.getText();
                    case "frame" -> frame.number = from.getLongValue();
                    case "timestampMs" -> frame.timestampMs = from.getLongValue();
                    case "image" -> {
                        frame.width = from.nextIntValue(0);
                        frame.height = from.nextIntValue(0);
                        from.nextToken();
                    }
                    case "layout" -> {
                        if (!"h36m17".equals(from.getText())) {
                            throw new IOException("the layout is " + from.getText() + ", and this service reads h36m17 only");
                        }
                    }
                    case "people" -> people(from, frame);
                    default -> from.skipChildren();
                }
            }
        }
        if (frame.stream == null || frame.number < 0 || frame.width <= 0 || frame.height <= 0) {
            throw new IOException("a frame has no stream, frame or image");
        }
    }

    private static void people(JsonParser from, Frame frame) throws IOException {
        while (from.nextToken() == JsonToken.START_OBJECT) {
            int person = frame.add();
            int numbers = 0;
            for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
                JsonToken token = from.nextToken();
                switch (name) {
                    case "id" -> frame.ids[person] = token == JsonToken.VALUE_NULL ? person : from.getLongValue();
                    case "score" -> frame.scores[person] = token == JsonToken.VALUE_NULL ? Float.NaN : from.getFloatValue();
                    case "keypoints" -> numbers = keypoints(from, frame.keypoints, person * Frame.KEYPOINTS);
                    default -> from.skipChildren();
                }
            }
            if (numbers != Frame.KEYPOINTS) {
                throw new IOException("a person has " + numbers + " numbers, not " + Frame.KEYPOINTS);
            }
        }
    }

    private static int keypoints(JsonParser from, float[] to, int start) throws IOException {
        int count = 0;
        for (JsonToken token = from.nextToken(); token != JsonToken.END_ARRAY; token = from.nextToken()) {
            if (count == Frame.KEYPOINTS) {
                throw new IOException("a person has more than " + count + " numbers");
            }
            to[start + count++] = token == JsonToken.VALUE_NULL ? Float.NaN : from.getFloatValue();
        }
        return count;
    }
}
