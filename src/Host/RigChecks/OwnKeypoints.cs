using StreamLift.Poses.Cameras;

namespace StreamLift.Host.RigChecks;

/// <summary>
/// One camera's keypoints beside the people of the rig, projected into its image. A keypoint off along its joint's motion was taken earlier or later: that
/// tells the camera's clock. The people were found with this camera among others: if it is off, it has pulled them, and both figures are rather too small.
/// </summary>
internal sealed class OwnKeypoints(Camera camera)
{
    private const int LeastJoints = 5; // to tell which keypoints are a person's
    private const double NearBody = 0.4; // of a person's height in the image
    private const int MostSamples = 200_000;

    private readonly ProjectedPerson _projected = new(camera);
    private readonly List<KeypointSample> _samples = [];
    private double? _offset;
    private long _joints;
    private long _matched;

    /// <summary>The share of the joints in its image that it reported; NaN: nothing was compared.</summary>
    public double JointShare => _joints > 0 ? _matched / (double)_joints : double.NaN;

    /// <summary>How far the camera's clock is ahead, ms; NaN: nobody moved enough.</summary>
    public double OffsetMs => _offset ??= ClockOffset.Of(_samples);

    /// <summary>The median distance of a keypoint from its joint, at the frame's own time, px; NaN: nothing was compared.</summary>
    public double Reprojection
    {
        get
        {
            var offset = double.IsNaN(OffsetMs) ? 0 : OffsetMs;
            return Medians.Of(_samples.Select(sample => (float)sample.Distance(offset)));
        }
    }

    /// <summary>Compares a person with the nearest keypoints.</summary>
    /// <param name="person">The person.</param>
    /// <param name="laterMs">How much later than the instant the frame is stamped.</param>
    /// <param name="seen">x, y, score of the joints of h36m17 of each person in the frame, px.</param>
    /// <param name="width">The image's width, px; 0: the camera's.</param>
    /// <param name="height">The image's height, px; 0: the camera's.</param>
    public void Add(KeptPerson person, double laterMs, IReadOnlyList<float[]> seen, int width, int height)
    {
        if (_samples.Count >= MostSamples)
            return;
        _projected.Set(person, width, height);
        _offset = null;
        _joints += _projected.Count;
        var reach = NearBody * _projected.Height;
        if (seen.Select(keypoints => (Keypoints: keypoints, Distance: Distance(keypoints))).MinBy(one => one.Distance) is not { Keypoints: { } own } nearest)
            return;
        if (!(nearest.Distance < reach))
            return;
        for (var joint = 0; joint < ProjectedPerson.Joints; joint++)
            if (own[(3 * joint) + 2] > 0 && _projected.IsInside(joint))
            {
                _matched++;
                var ((x, y), (speedX, speedY)) = (_projected.At(joint), _projected.Speed(joint));
                _samples.Add(new(own[3 * joint] - x, own[(3 * joint) + 1] - y, speedX, speedY, laterMs));
            }
    }

    // The median, as of a person one arm may be wrong.
    private double Distance(float[] keypoints)
    {
        var distances = new List<float>();
        for (var joint = 0; joint < ProjectedPerson.Joints; joint++)
            if (keypoints[(3 * joint) + 2] > 0 && _projected.IsInside(joint))
            {
                var (x, y) = _projected.At(joint);
                distances.Add((float)Math.Sqrt(Math.Pow(keypoints[3 * joint] - x, 2) + Math.Pow(keypoints[(3 * joint) + 1] - y, 2)));
            }
        return distances.Count < LeastJoints ? double.PositiveInfinity : Medians.Of(distances);
    }
}
