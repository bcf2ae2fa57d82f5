package streamlift.peer;

import java.util.Arrays;

/** A frame of keypoints in h36m17. It is filled again for each record. */
final class Frame {
    static final int JOINTS = 17;
    static final int KEYPOINTS = 3 * JOINTS;

    String stream;
    long number;
    long timestampMs;
    int width;
    int height;
    int people;
    long[] ids = new long[4];

    /** The people's own scores; NaN for a person without one. */
    float[] scores = new float[4];

    /** x and y in px and score of each joint of each person. A joint with NaN in x or y was not seen. */
    float[] keypoints = new float[4 * KEYPOINTS];

    void clear() {
        stream = null;
        number = timestampMs = -1;
        width = height = people = 0;
    }

    /** Adds a person, whose keypoints the caller writes, and returns its index. */
    int add() {
        if (people == ids.length) {
            ids = Arrays.copyOf(ids, 2 * people);
            scores = Arrays.copyOf(scores, 2 * people);
            keypoints = Arrays.copyOf(keypoints, 2 * people * KEYPOINTS);
        }
        ids[people] = people;
        scores[people] = Float.NaN;
        return people++;
    }
}
