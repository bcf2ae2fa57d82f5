using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// <c>pixels</c>, version 1: x and y as they are, as the paper has them. They fit the resolution and the lens that the model was trained with.
/// </summary>
public sealed class PixelFeatures : IPoseFeatures
{
    /// <inheritdoc/>
    public string Name => "pixels";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public bool NeedsImage => false;

    /// <inheritdoc/>
    public bool NeedsCamera => false;

    /// <inheritdoc/>
    public bool RotatesPose => false;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation turn)
    {
        var joints = FeatureCatalogue.Joints(keypoints, missingFill, row);
        turn = CameraRotation.None;
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
