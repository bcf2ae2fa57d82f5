using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// <c>box</c>, version 1: the position of a joint in the bounding box of the person's seen joints, from its centre and in halves of its larger side.
/// Independent of camera and image; loses the information in the person's position and size in the image.
/// </summary>
public sealed class BoxFeatures : IPoseFeatures
{
    /// <summary>The least half of a side, px: avoids a division by 0 when all joints lie on one point.</summary>
    private const float MinHalf = 0.5f;

    /// <inheritdoc/>
    public string Name => "box";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public int NumbersPerJoint => 2;

    /// <inheritdoc/>
    public bool NeedsImage => false;

    /// <inheritdoc/>
    public bool NeedsCamera => false;

    /// <inheritdoc/>
    public bool RotatesPose => false;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation)
    {
        var joints = FeatureCatalogue.Joints(keypoints, missingFill, row);
        rotation = CameraRotation.None;
        float left = float.MaxValue,
            top = float.MaxValue,
            right = float.MinValue,
            bottom = float.MinValue;
        var seen = 0;
        for (var joint = 0; joint < joints; joint++)
        {
            if (!(keypoints[(3 * joint) + 2] > 0))
                continue;
            seen++;
            var (x, y) = (keypoints[3 * joint], keypoints[(3 * joint) + 1]);
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
        }
        var (centreX, centreY, half) = ((left + right) / 2, (top + bottom) / 2, Math.Max(MinHalf, Math.Max(right - left, bottom - top) / 2));
        for (var joint = 0; joint < joints; joint++)
        {
            var isSeen = keypoints[(3 * joint) + 2] > 0;
            row[2 * joint] = isSeen ? (keypoints[3 * joint] - centreX) / half : missingFill[2 * joint];
            row[(2 * joint) + 1] = isSeen ? (keypoints[(3 * joint) + 1] - centreY) / half : missingFill[(2 * joint) + 1];
        }
        return seen;
    }
}
