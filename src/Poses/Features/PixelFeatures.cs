using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// <c>pixels</c>, version 1: x and y in pixels, as in the paper. Valid only for the resolution and the lens of the training data.
/// </summary>
public sealed class PixelFeatures : IPoseFeatures
{
    /// <inheritdoc/>
    public string Name => "pixels";

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
        var seen = 0;
        for (var joint = 0; joint < joints; joint++)
        {
            var isSeen = keypoints[(3 * joint) + 2] > 0;
            seen += isSeen ? 1 : 0;
            row[2 * joint] = isSeen ? keypoints[3 * joint] : missingFill[2 * joint];
            row[(2 * joint) + 1] = isSeen ? keypoints[(3 * joint) + 1] : missingFill[(2 * joint) + 1];
        }
        return seen;
    }
}
