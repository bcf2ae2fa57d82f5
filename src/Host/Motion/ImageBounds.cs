using StreamLift.Datasets;

namespace StreamLift.Host.Motion;

/// <summary>Finds streams whose camera does not see the take: its place, or the unit of its place, is probably wrong.</summary>
internal static class ImageBounds
{
    private const double Margin = 0.05; // of the image's size, as in the suspicion outside-image
    private const double Nearly = 0.9; // of all joints
    private const int MostFrames = 100; // of a stream, evenly spread

    /// <summary>A warning if nearly all joints of some streams are outside the image.</summary>
    /// <param name="file">The file of the cameras.</param>
    /// <param name="streams">What its cameras see.</param>
    public static IReadOnlyList<string> Warn(string file, IReadOnlyList<Sequence> streams)
    {
        var outside = streams.Where(IsOutside).ToList();
        return outside.Count == 0
            ? []
            :
            [
                $"warning: {file}: nearly all joints are far outside the image in {outside.Count} of {Counted.Of(streams.Count, "stream", "D")} "
                    + $"({outside[0].Stream}{(outside.Count > 1 ? " …" : "")}): the cameras do not see the motion. Check their translations, which are in "
                    + "millimetres unless the file has \"unit\": \"m\", and their rotations, which turn the world into the camera",
            ];
    }

    private static bool IsOutside(Sequence stream)
    {
        var (joints, outside) = (0, 0);
        var (width, height) = (stream.Camera.Intrinsics.Width, stream.Camera.Intrinsics.Height);
        for (var frame = 0; frame < stream.Frames; frame += Math.Max(1, stream.Frames / MostFrames))
        {
            var keypoints = stream.Keypoints(frame);
            for (var at = 0; at < keypoints.Length; at += 3)
            {
                joints++;
                if (!IsWithin(keypoints[at], width) || !IsWithin(keypoints[at + 1], height) || keypoints[at + 2] <= 0)
                    outside++;
            }
        }
        return outside >= Nearly * joints;
    }

    private static bool IsWithin(float value, int size) => value >= -Margin * size && value <= (1 + Margin) * size;
}
