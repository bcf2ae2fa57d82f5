namespace StreamLift.Poses.Layouts;

/// <summary>
/// Tells whether joints are in another order than their layout's, by the middle of the hips: OpenPose writes 25 numbers of either of two models, and does not
/// say which. The middle hip of <c>body25</c> lies between the hips. In the order of <c>body25b</c> it is an elbow, and the hips are a wrist and a hip.
/// </summary>
internal static class MiddleHip
{
    // In most recorded frames of BODY_25B it is 0.4 and more.
    private const float LeastDisplacement = 0.25f;

    /// <summary>Whether the middle of the hips lies farther from the hips than a quarter of the way to the farthest joint.</summary>
    /// <param name="keypoints">x, y, score of each joint.</param>
    /// <param name="middle">The index of the middle hip, −1 for none.</param>
    /// <param name="left">The index of the left hip, −1 for none.</param>
    /// <param name="right">The index of the right hip, −1 for none.</param>
    /// <returns>Null: not all three are seen.</returns>
    public static bool? IsDisplaced(ReadOnlySpan<float> keypoints, int middle, int left, int right)
    {
        if (!IsSeen(keypoints, middle) || !IsSeen(keypoints, left) || !IsSeen(keypoints, right))
            return null;
        var (x, y) = ((keypoints[3 * left] + keypoints[3 * right]) / 2, (keypoints[(3 * left) + 1] + keypoints[(3 * right) + 1]) / 2);
        var reach = 0f;
        for (var joint = 0; joint < keypoints.Length / 3; joint++)
            if (IsSeen(keypoints, joint))
                reach = Math.Max(reach, Distance(keypoints, joint, x, y));
        return Distance(keypoints, middle, x, y) > LeastDisplacement * reach;
    }

    /// <summary>Whether so many of the people make another order likely: more than a quarter. In recordings of BODY_25B half or more are.</summary>
    public static bool IsOtherOrder(int displaced, int people) => 4 * displaced > people;

    private static bool IsSeen(ReadOnlySpan<float> keypoints, int joint) => joint >= 0 && keypoints[(3 * joint) + 2] > 0;

    private static float Distance(ReadOnlySpan<float> keypoints, int joint, float x, float y) =>
        float.Hypot(keypoints[3 * joint] - x, keypoints[(3 * joint) + 1] - y);
}
