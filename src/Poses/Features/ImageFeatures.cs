using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// <c>image</c>, version 1: the position of a joint in the image, from its centre and in halves of its width:
/// x' = (x − W/2) / (W/2), y' = (y − H/2) / (W/2). Independent of the resolution.
/// </summary>
public sealed class ImageFeatures : IPoseFeatures
{
    /// <inheritdoc/>
    public string Name => "image";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public int NumbersPerJoint => 2;

    /// <inheritdoc/>
    public bool NeedsImage => true;

    /// <inheritdoc/>
    public bool NeedsCamera => false;

    /// <inheritdoc/>
    public bool RotatesPose => false;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation)
    {
        var joints = FeatureCatalogue.Joints(keypoints, missingFill, row);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(view.Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(view.Height);
        rotation = CameraRotation.None;
        float halfWidth = view.Width / 2f,
            halfHeight = view.Height / 2f;
        var seen = 0;
        for (var joint = 0; joint < joints; joint++)
        {
            var isSeen = keypoints[(3 * joint) + 2] > 0;
            seen += isSeen ? 1 : 0;
            row[2 * joint] = isSeen ? (keypoints[3 * joint] - halfWidth) / halfWidth : missingFill[2 * joint];
            row[(2 * joint) + 1] = isSeen ? (keypoints[(3 * joint) + 1] - halfHeight) / halfWidth : missingFill[(2 * joint) + 1];
        }
        return seen;
    }
}
