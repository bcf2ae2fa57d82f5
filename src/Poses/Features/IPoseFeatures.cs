using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// Converts a person's keypoints to an input row of the network. Identified by name and version; used by the service and by training.
/// Immutable and thread-safe.
/// </summary>
public interface IPoseFeatures
{
    /// <summary>The name in the model card.</summary>
    string Name { get; }

    /// <summary>The version; a change of the computed rows needs a new version.</summary>
    int Version { get; }

    /// <summary>The numbers that a row has for each joint: x and y, and in version 2 whether it was seen.</summary>
    int NumbersPerJoint { get; }

    /// <summary>Whether the size of the image is needed.</summary>
    bool NeedsImage { get; }

    /// <summary>Whether the camera is needed.</summary>
    bool NeedsCamera { get; }

    /// <summary>Whether rows are those of a rotated camera; the network's poses are in its axes and must be rotated back.</summary>
    bool RotatesPose { get; }

    /// <summary>
    /// Writes the row of one person; a joint that was not seen (score 0) gets the values of <paramref name="missingFill"/>. Allocates nothing.
    /// </summary>
    /// <param name="keypoints">x, y (px), score of each joint: 3·J.</param>
    /// <param name="view">The image and camera, as <see cref="NeedsImage"/> and <see cref="NeedsCamera"/> require.</param>
    /// <param name="missingFill">The numbers for each joint that was not seen: <see cref="NumbersPerJoint"/>·J, from the model card.</param>
    /// <param name="row">Receives the numbers of each joint: <see cref="NumbersPerJoint"/>·J.</param>
    /// <param name="rotation">The rotation to undo on the pose, when <see cref="RotatesPose"/>; else none.</param>
    /// <returns>The number of joints that were seen.</returns>
    /// <exception cref="ArgumentException">The length of a span is wrong, or the view lacks the image or the camera.</exception>
    int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation);
}

/// <summary>The image and the camera in which keypoints were seen.</summary>
/// <param name="Width">The width of the image, px; 0 when not known.</param>
/// <param name="Height">The height of the image, px; 0 when not known.</param>
/// <param name="Camera">The camera; null when not known. When its size differs from that of the image, the image is taken as scaled, not
/// cropped.</param>
public readonly record struct CameraView(int Width, int Height, Camera? Camera)
{
    /// <summary>The view of a camera at its full size.</summary>
    public static CameraView Of(Camera camera) => new(camera.Intrinsics.Width, camera.Intrinsics.Height, camera);
}
