namespace StreamLift.Datasets;

/// <summary>Detections as files have them, made into keypoints.</summary>
internal static class KeypointConversion
{
    /// <summary>x, y (, score) to x, y, score. What a detector gave as no number, or with score 0, was not seen: 0, 0, 0.</summary>
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
