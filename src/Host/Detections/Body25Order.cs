using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>
/// Tells whether keypoints read as <c>body25</c> are in the order of <c>body25b</c>: OpenPose writes 25 numbers of either model, and the files do
/// not say which. The middle hip of <c>body25</c> lies between the hips. In the order of <c>body25b</c> it is an elbow, and the hips are a wrist and a hip.
/// </summary>
internal static class Body25Order
{
    private static readonly int MiddleHip = Skeletons.Body25.IndexOf("MidHip");
    private static readonly int RightHip = Skeletons.Body25.IndexOf("RHip");
    private static readonly int LeftHip = Skeletons.Body25.IndexOf("LHip");

    // Share of the person's size: 0.25 to 0.46 in most recorded frames of BODY_25B.
    private const double Farthest = 0.15;

    /// <summary>Whether the middle hips of more than a quarter of the people lie far from their hips; in files of BODY_25B those of half or more do.</summary>
    /// <param name="people">The keypoints of people, 75 numbers each: x and y in px, and a score.</param>
    public static bool IsBody25b(IEnumerable<float[]> people)
    {
        var (far, all) = (0, 0);
        foreach (var keypoints in people)
            if (Distance(keypoints) is { } distance)
                (far, all) = (far + (distance > Farthest ? 1 : 0), all + 1);
        return 4 * far > all;
    }

    private static double? Distance(float[] keypoints)
    {
        if (!IsSeen(keypoints, MiddleHip) || !IsSeen(keypoints, RightHip) || !IsSeen(keypoints, LeftHip))
            return null;
        var seen = Enumerable.Range(0, keypoints.Length / 3).Where(joint => IsSeen(keypoints, joint)).ToList();
        var (width, height) = (Range(0), Range(1));
        var (x, y) = (ToMiddle(0), ToMiddle(1));
        return Math.Sqrt((x * x) + (y * y)) / Math.Max(1, Math.Sqrt((width * width) + (height * height)));

        double Range(int axis) => seen.Max(joint => keypoints[(3 * joint) + axis]) - seen.Min(joint => keypoints[(3 * joint) + axis]);
        double ToMiddle(int axis) => keypoints[(3 * MiddleHip) + axis] - ((keypoints[(3 * RightHip) + axis] + keypoints[(3 * LeftHip) + axis]) / 2.0);
    }

    private static bool IsSeen(float[] keypoints, int joint) => keypoints[(3 * joint) + 2] > Skeletons.Body25.MinScore;
}
