namespace StreamLift.Datasets;

/// <summary>Converts detections of data files to keypoints.</summary>
internal static class KeypointConversion
{
    /// <summary>Converts x, y (, score) to x, y, score. A joint with a non-finite coordinate or score 0 becomes a missing joint: 0, 0, 0.</summary>
    public static float[] ToKeypoints(float[] numbers, int columns)
    {
        var keypoints = new float[numbers.Length / columns * 3];
        for (int from = 0, to = 0; from < numbers.Length; from += columns, to += 3)
        {
            var (x, y, score) = (numbers[from], numbers[from + 1], columns == 3 ? numbers[from + 2] : 1f);
            if (float.IsFinite(x) && float.IsFinite(y) && score > 0)
                (keypoints[to], keypoints[to + 1], keypoints[to + 2]) = (x, y, Math.Min(1f, score));
        }
        return keypoints;
    }
}
