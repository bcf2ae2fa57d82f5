package streamlift.peer;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Records on their way through decoding, the network and encoding. One thread uses it. */
final class Batch {
    private final List<Frame> frames = new ArrayList<>();
    private final FrameReader reader;
    private final PoseWriter writer;
    private final Network network;
    private final JsonFactory json;
    private int[] firsts = new int[0];
    private int size;

    Batch(JsonFactory json, Network network) {
        this.json = json;
        this.network = network;
        reader = new FrameReader(json);
        writer = new PoseWriter(json, network.model());
    }

    void clear() {
        size = 0;
        network.clear();
    }

    void add(byte[] value) throws IOException {
        if (size == frames.size()) {
            frames.add(new Frame());
            firsts = Arrays.copyOf(firsts, frames.size());
        }
        reader.read(value, frames.get(size));
        firsts[size] = network.add(frames.get(size));
        size++;
    }

    void lift() throws OrtException {
        network.run();
    }

    /** The pose frame of the record with this index. */
    byte[] pose(int index) throws IOException {
        return writer.write(frames.get(index), network.poses(), firsts[index]);
    }

    int people(int index) {
        return frames.get(index).people;
    }

    /** Lifts made-up frames before the first record comes: the virtual machine compiles this code during some 100,000 of them. */
    void warmUp(int count, int most) throws IOException, OrtException {
        Random random = new Random(1);
        byte[][] values = new byte[64][];
        for (int i = 0; i < values.length; i++) {
            values[i] = madeUp(i, random);
        }
        int[] sizes = {1, 4, 64, most};
        for (int done = 0, round = 0; done < count; done += size, round++) {
            clear();
            for (int i = 0; i < sizes[round % sizes.length]; i++) {
                add(values[i % values.length]);
            }
            lift();
            for (int i = 0; i < size; i++) {
                pose(i);
            }
        }
    }

    private byte[] madeUp(int number, Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(bytes)) {
            to.writeStartObject();
            to.writeStringField("stream", "warm-up");
            to.writeNumberField("frame", number);
            to.writeNumberField("timestampMs", System.currentTimeMillis());
            to.writeStringField("layout", "h36m17");
            to.writeFieldName("image");
            to.writeArray(new int[] {1000, 1000}, 0, 2);
            to.writeArrayFieldStart("people");
            to.writeStartObject();
            to.writeNumberField("id", 0);
            to.writeNumberField("score", 1f);
            to.writeArrayFieldStart("keypoints");
            for (int i = 0; i < Frame.KEYPOINTS; i++) {
                to.writeNumber(i % 3 == 2 ? random.nextInt(8) / 7f : random.nextFloat(1000));
            }
            to.writeEndArray();
            to.writeEndObject();
            to.writeEndArray();
            to.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
