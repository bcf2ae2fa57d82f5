using StreamLift.Poses.Features;

namespace StreamLift.Poses.Cameras;

/// <summary>Converts keypoints to rays.</summary>
internal static class Rays
{
    /// <summary>Writes X/Z and Y/Z of each joint; NaN for a joint that was not seen or that the lens cannot show.</summary>
    /// <returns>The number of joints.</returns>
    public static int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        var joints = FeatureCatalogue.Joints(keypoints, missingFill, row);
        var camera = view.Camera ?? throw new ArgumentException("rays need a camera", nameof(view));
        double scaleX = 1,
            scaleY = 1;
        if (view.Width > 0 && view.Height > 0)
            (scaleX, scaleY) = ((double)camera.Intrinsics.Width / view.Width, (double)camera.Intrinsics.Height / view.Height);
        for (var joint = 0; joint < joints; joint++)
        {
            var (x, y) =
                keypoints[(3 * joint) + 2] > 0 ? camera.Ray(scaleX * keypoints[3 * joint], scaleY * keypoints[(3 * joint) + 1]) : (double.NaN, double.NaN);
            (row[2 * joint], row[(2 * joint) + 1]) = ((float)x, (float)y);
        }
        return joints;
    }

    /// <summary>Replaces NaN by the fill values.</summary>
    /// <returns>The number of joints that were seen.</returns>
    public static int Fill(int joints, ReadOnlySpan<float> missingFill, Span<float> row)
    {
        var seen = 0;
        for (var joint = 0; joint < joints; joint++)
            if (float.IsNaN(row[2 * joint]))
                (row[2 * joint], row[(2 * joint) + 1]) = (missingFill[2 * joint], missingFill[(2 * joint) + 1]);
            else
                seen++;
        return seen;
    }
}
