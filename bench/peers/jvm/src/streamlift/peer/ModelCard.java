package streamlift.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** What the service needs of a model's card: the features' version and the numbers of a joint that was not seen. */
final class ModelCard {
    static final String KEY = "streamlift.card";

    /** The model's name, @ and the start of the file's hash. */
    final String model;

    /** The numbers of each joint that was not seen; as many as a row has. */
    final float[] missingFill;

    /** 2: x and y. 3: also whether the joint was seen. */
    final int numbersPerJoint;

    ModelCard(String text, Path file, JsonFactory json) throws IOException {
        String name = null;
        String features = null;
        String layout = null;
        int version = 0;
        float[] fill = new float[Frame.KEYPOINTS];
        int numbers = 0;
        try (JsonParser from = json.createParser(text)) {
            from.nextToken();
            for (String field = from.nextFieldName(); field != null; field = from.nextFieldName()) {
                from.nextToken();
                switch (field) {
                    case "name" -> name = from.getText();
                    case "inputLayout" -> layout = from.getText();
                    case "features" -> {
                        for (String of = from.nextFieldName(); of != null; of = from.nextFieldName()) {
                            from.nextToken();
                            if (of.equals("name")) {
                                features = from.getText();
                            } else if (of.equals("version")) {
                                version = from.getIntValue();
                            } else {
                                from.skipChildren();
                            }
                        }
                    }
                    case "missingFill" -> {
                        while (from.nextToken() != JsonToken.END_ARRAY) {
                            fill[numbers++ % fill.length] = from.getFloatValue();
                        }
                    }
                    default -> from.skipChildren();
                }
            }
        }
        numbersPerJoint = version + 1;
        if (!"image".equals(features) || version < 1 || version > 2 || !"h36m17".equals(layout) || numbers != numbersPerJoint * Frame.JOINTS) {
            throw new IOException(file + " has features " + features + " version " + version + " of " + layout
                + ", and this service knows image, version 1 and 2, of h36m17");
        }
        missingFill = Arrays.copyOf(fill, numbers);
        model = name + "@" + hash(file);
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
