package streamlift.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The network in ONNX Runtime. It reads rows from and writes poses to direct buffers of this class, without a copy. */
final class Network implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final String output;
    private final ModelCard card;
    private int capacity;
    private int count;
    private FloatBuffer rows;
    private FloatBuffer poses;

    Network(Path file, int threads, JsonFactory json) throws OrtException, IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(file.toString(), options);
        }
        input = session.getInputNames().iterator().next();
        output = session.getOutputNames().iterator().next();
        String text = session.getMetadata().getCustomMetadataValue(ModelCard.KEY).orElseThrow(() -> new IOException(file + " has no card"));
        card = new ModelCard(text, file, json);
        long[] shape = ((TensorInfo) session.getInputInfo().get(input).getInfo()).getShape();
        if (shape.length != 2 || shape[1] != card.missingFill.length) {
            throw new IOException(file + " has another width than its card says");
        }
        reserve(512);
    }

    String model() {
        return card.model;
    }

    /** The poses of the last run: 51 numbers for each row. */
    FloatBuffer poses() {
        return poses;
    }

    void clear() {
        count = 0;
    }

    /** Adds a row for each person of the frame. Returns the place of the first. */
    int add(Frame frame) {
        int first = count;
        reserve(count + frame.people);
        float halfWidth = frame.width / 2f;
        float halfHeight = frame.height / 2f;
        float[] fill = card.missingFill;
        int numbers = card.numbersPerJoint;
        for (int person = 0; person < frame.people; person++, count++) {
            int to = count * fill.length;
            for (int joint = 0, from = person * Frame.KEYPOINTS; joint < Frame.JOINTS; joint++, from += 3, to += numbers) {
                float x = frame.keypoints[from];
                float y = frame.keypoints[from + 1];
                boolean seen = frame.keypoints[from + 2] > 0 && !Float.isNaN(x) && !Float.isNaN(y);
                rows.put(to, seen ? (x - halfWidth) / halfWidth : fill[joint * numbers]);
                rows.put(to + 1, seen ? (y - halfHeight) / halfWidth : fill[joint * numbers + 1]);
                if (numbers == 3) {
                    rows.put(to + 2, seen ? 1 : 0);
                }
            }
        }
        return first;
    }

    /** Computes the poses of all rows. */
    void run() throws OrtException {
        if (count == 0) {
            return;
        }
        int width = card.missingFill.length;
        FloatBuffer from = rows.duplicate().limit(count * width);
        FloatBuffer to = poses.duplicate().limit(count * PoseWriter.POSE);
        try (OnnxTensor in = OnnxTensor.createTensor(environment, from, new long[] {count, width});
                OnnxTensor out = OnnxTensor.createTensor(environment, to, new long[] {count, PoseWriter.POSE})) {
            session.run(Map.of(input, in), Map.of(output, out)).close();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private void reserve(int people) {
        if (people <= capacity) {
            return;
        }
        capacity = Math.max(people, 2 * capacity);
        FloatBuffer larger = floats(capacity * card.missingFill.length);
        if (count > 0) {
            larger.duplicate().put(rows.duplicate().limit(count * card.missingFill.length));
        }
        rows = larger;
        poses = floats(capacity * PoseWriter.POSE);
    }

    private static FloatBuffer floats(int numbers) {
        return ByteBuffer.allocateDirect(4 * numbers).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
}
