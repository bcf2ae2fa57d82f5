using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// How a person's keypoints become a network's row, by name and version. Serving and training make their rows by the same code.
/// Immutable; any thread.
/// </summary>
public interface IPoseFeatures
{
    /// <summary>As the model's card names them.</summary>
    string Name { get; }

    /// <summary>Changes when a row of the same keypoints does.</summary>
    int Version { get; }

    /// <summary>Whether a row takes the image's size.</summary>
    bool NeedsImage { get; }

    /// <summary>Whether a row takes the camera's lens.</summary>
    bool NeedsCamera { get; }

    /// <summary>Whether rows are those of a turned camera: the network's poses are in its axes and have to be turned back.</summary>
    bool RotatesPose { get; }

    /// <summary>Writes one person's row; a joint not seen (score 0) is given <paramref name="missingFill"/>'s numbers. No allocation.</summary>
    /// <param name="keypoints">x, y (px), score of each joint: 3·J.</param>
    /// <param name="view">What they were seen through; it has what <see cref="NeedsImage"/> and <see cref="NeedsCamera"/> ask for.</param>
    /// <param name="missingFill">The row's two numbers of each joint for when it is not seen: 2·J, from the model's card.</param>
    /// <param name="row">Two numbers of each joint: 2·J.</param>
    /// <param name="turn">Where <see cref="RotatesPose"/>, the turn to undo on the pose that comes out; else none.</param>
    /// <returns>How many joints were seen.</returns>
    /// <exception cref="ArgumentException">A span's length doesn't fit, or the view lacks what is needed.</exception>
    int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation turn);
}
