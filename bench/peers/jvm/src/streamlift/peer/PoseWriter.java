package streamlift.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;

/** Writes pose frames in JSON, with two decimals of a millimetre. */
final class PoseWriter {
    static final int POSE = 3 * Frame.JOINTS;
    private static final SerializableString STREAM = new SerializedString("stream");
    private static final SerializableString FRAME = new SerializedString("frame");
    private static final SerializableString TIMESTAMP = new SerializedString("timestampMs");
    private static final SerializableString PEOPLE = new SerializedString("people");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString SCORE = new SerializedString("score");
    private static final SerializableString JOINTS = new SerializedString("joints");

    private final JsonFactory json;
    private final String model;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
    private final char[] digits = new char[24];

    PoseWriter(JsonFactory json, String model) {
        this.json = json;
        this.model = model;
    }

    /** Returns the frame's poses as a record's value. The first person's pose is the given one of the poses. */
    byte[] write(Frame frame, FloatBuffer poses, int first) throws IOException {
        bytes.reset();
        try (JsonGenerator to = json.createGenerator(bytes)) {
            to.writeStartObject();
            to.writeFieldName(STREAM);
            to.writeString(frame.stream);
            to.writeFieldName(FRAME);
            to.writeNumber(frame.number);
            to.writeFieldName(TIMESTAMP);
            to.writeNumber(frame.timestampMs);
            to.writeStringField("layout", "h36m17");
            to.writeStringField("unit", "mm");
            to.writeStringField("space", "camera");
            to.writeStringField("model", model);
            to.writeFieldName(PEOPLE);
            to.writeStartArray();
            for (int person = 0; person < frame.people; person++) {
                to.writeStartObject();
                to.writeFieldName(ID);
                to.writeNumber(frame.ids[person]);
                if (!Float.isNaN(frame.scores[person])) {
                    to.writeFieldName(SCORE);
                    to.writeNumber(frame.scores[person]);
                }
                to.writeFieldName(JOINTS);
                to.writeStartArray();
                for (int at = (first + person) * POSE, end = at + POSE; at < end; at++) {
                    write(to, poses.get(at));
                }
                to.writeEndArray();
                to.writeEndObject();
            }
            to.writeEndArray();
            to.writeEndObject();
        }
        return bytes.toByteArray();
    }

    // Writing the shortest text of a float costs several times as much.
    private void write(JsonGenerator to, float millimetres) throws IOException {
        long hundredths = Math.round(100.0 * millimetres);
        long rest = Math.abs(hundredths);
        int start = digits.length;
        for (int count = 0; count < 3 || rest > 0; count++) {
            digits[--start] = (char) ('0' + rest % 10);
            rest /= 10;
            if (count == 1) {
                digits[--start] = '.';
            }
        }
        if (hundredths < 0) {
            digits[--start] = '-';
        }
        to.writeNumber(digits, start, digits.length - start);
    }
}
