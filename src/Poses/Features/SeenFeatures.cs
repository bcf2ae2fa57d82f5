using StreamLift.Poses.Cameras;

namespace StreamLift.Poses.Features;

/// <summary>
/// Version 2 of other features: beside their two numbers a joint has a third, 1 if it was seen and 0 if not. So the network can tell a joint that was not
/// seen from one that lies where its fill value is, which matters when half a body is hidden. It is not the score: a score of 0.6 means something else to
/// each detector.
/// </summary>
internal sealed class SeenFeatures : IPoseFeatures
{
    private const int Numbers = 3;
    private readonly IPoseFeatures _places;

    /// <summary>Adds the third number.</summary>
    /// <param name="places">The features of version 1, with two numbers a joint.</param>
    public SeenFeatures(IPoseFeatures places) => _places = places;

    /// <inheritdoc/>
    public string Name => _places.Name;

    /// <inheritdoc/>
    public int Version => 2;

    /// <inheritdoc/>
    public int NumbersPerJoint => Numbers;

    /// <inheritdoc/>
    public bool NeedsImage => _places.NeedsImage;

    /// <inheritdoc/>
    public bool NeedsCamera => _places.NeedsCamera;

    /// <inheritdoc/>
    public bool RotatesPose => _places.RotatesPose;

    /// <inheritdoc/>
    public int Write(ReadOnlySpan<float> keypoints, in CameraView view, ReadOnlySpan<float> missingFill, Span<float> row, out CameraRotation rotation)
    {
        var joints = FeatureCatalogue.Joints(keypoints, missingFill, row, Numbers);
        // NaN marks the joints that are not seen, by the features' own rules (a lens cannot show some places, for example).
        Span<float> unseen = stackalloc float[2 * joints];
        Span<float> places = stackalloc float[2 * joints];
        unseen.Fill(float.NaN);
        var seen = _places.Write(keypoints, view, unseen, places, out rotation);
        for (var joint = 0; joint < joints; joint++)
        {
            var one = row.Slice(Numbers * joint, Numbers);
            if (float.IsNaN(places[2 * joint]))
                missingFill.Slice(Numbers * joint, Numbers).CopyTo(one);
            else
                (one[0], one[1], one[2]) = (places[2 * joint], places[(2 * joint) + 1], 1);
        }
        return seen;
    }
}
