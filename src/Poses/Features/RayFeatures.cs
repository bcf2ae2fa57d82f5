using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary><c>rays</c>, version 1: the undistorted rays of the joints, X/Z and Y/Z. Independent of resolution and lens.</summary>
public sealed class RayFeatures : IPoseFeatures
{
    /// <inheritdoc/>
    public string Name => "rays";

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public int NumbersPerJoint => 2;

    /// <inheritdoc/>
    public bool NeedsImage => false;

    /// <inheritdoc/>
    public bool NeedsCamera => true;

    /// <inheritdoc/>
    public bool RotatesPose => false;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation)
    {
        rotation = CameraRotation.None;
        return Rays.Fill(Rays.Write(keypoints, view, missingFill, row), missingFill, row);
    }
}
