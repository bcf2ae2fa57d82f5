using StreamLift.Poses.Layouts;

namespace StreamLift.Host.Detections;

/// <summary>Tells whether keypoints read as <c>body25</c> are in the order of <c>body25b</c> (<see cref="MiddleHip"/>).</summary>
internal static class Body25Order
{
    private static readonly int Middle = Skeletons.Body25.IndexOf("MidHip");
    private static readonly int Right = Skeletons.Body25.IndexOf("RHip");
    private static readonly int Left = Skeletons.Body25.IndexOf("LHip");

    /// <summary>Whether the people say so.</summary>
    /// <param name="people">The keypoints of people, 75 numbers each: x and y in px, and a score.</param>
    public static bool IsBody25b(IEnumerable<float[]> people)
    {
        var (displaced, all) = (0, 0);
        foreach (var keypoints in people)
            if (MiddleHip.IsDisplaced(keypoints, Middle, Left, Right) is { } isDisplaced)
                (displaced, all) = (displaced + (isDisplaced ? 1 : 0), all + 1);
        return MiddleHip.IsOtherOrder(displaced, all);
    }
}
