using StreamLift.Capture.Geometry;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>What is known of a track's person from earlier instants: bone lengths, size, the noise of each camera's keypoints, and the last pose.</summary>
internal sealed class Body
{
    private const int Joints = ViewFrame.BodyJoints;
    private const int MostCameras = 64;

    // Older instants count less: lengths and noise follow within some hundred instants.
    private const double MostInstants = 400;
    private const double MostResiduals = 3000;

    // What bends with the pose: the ends of a bone are not rigid points of the body.
    private const double LengthDeviation = 8;

    // A person is 6 % larger or smaller than a lifter takes them for, and the lifter's size varies by 3 % from pose to pose.
    private const double SizeDeviation = 0.06;
    private const double PoseSizeDeviation = 0.03;

    private readonly double[] _squares = new double[Joints];
    private readonly double[] _weights = new double[Joints];
    private readonly double[] _residuals = new double[MostCameras];
    private readonly double[] _freedom = new double[MostCameras];
    private double _scaleSum = 1 / (SizeDeviation * SizeDeviation);
    private double _scaleWeight = 1 / (SizeDeviation * SizeDeviation);

    /// <summary>Whether <see cref="Pose"/> is filled.</summary>
    public bool HasPose { get; private set; }

    /// <summary>The last pose: x, y, z of each joint, mm, in the world.</summary>
    public float[] Pose { get; } = new float[3 * Joints];

    /// <summary>The person's size as a multiple of the lifted poses'.</summary>
    public double Scale => _scaleSum / _scaleWeight;

    /// <summary>The variance of an instant's <see cref="Scale"/>.</summary>
    public double ScaleVariance => (1 / _scaleWeight) + (PoseSizeDeviation * PoseSizeDeviation);

    /// <summary>Keeps a pose.</summary>
    public void Remember(ReadOnlySpan<float> joints)
    {
        joints.CopyTo(Pose);
        HasPose = true;
    }

    /// <summary>Learns the size from an instant.</summary>
    public void LearnScale(double scale, double variance)
    {
        var weight = 1 / (variance + (PoseSizeDeviation * PoseSizeDeviation));
        var most = MostInstants / (PoseSizeDeviation * PoseSizeDeviation);
        var keep = Math.Min(1, most / (_scaleWeight + weight));
        (_scaleSum, _scaleWeight) = (keep * (_scaleSum + (weight * scale)), keep * (_scaleWeight + weight));
    }

    /// <summary>The length of the bone to a joint, the same on both sides, and its variance; false where it is not known.</summary>
    public bool TryLength(int joint, out double length, out double variance)
    {
        var mirror = BodyTable.Mirror[joint];
        var (weight, squares) = (_weights[joint], _squares[joint]);
        if (mirror != joint && _weights[mirror] > 0)
            (weight, squares) = (weight + _weights[mirror], squares + _squares[mirror]);
        (length, variance) = (weight > 0 ? Math.Sqrt(Math.Max(1, squares / weight)) : 0, 0);
        if (weight <= 0)
            return false;
        variance = (1 / weight) + (LengthDeviation * LengthDeviation);
        return true;
    }

    /// <summary>Learns the length of a bone from its two ends.</summary>
    /// <param name="joint">The joint that the bone leads to.</param>
    /// <param name="bone">The bone.</param>
    /// <param name="covariance">The sum of the covariances of both ends.</param>
    public void LearnLength(int joint, Point3 bone, in Symmetric3 covariance)
    {
        var squared = bone.Dot(bone);
        // independent errors of both ends lengthen the square by the trace
        var (square, variance) = (squared - covariance.Trace, covariance.Along(bone) / squared);
        if (!(square > 0) || !(variance > 0))
            return;
        variance += 4 * LengthDeviation * LengthDeviation;
        if (_weights[joint] > 0 && TryLength(joint, out var known, out var knownVariance))
        {
            var difference = Math.Sqrt(square) - known;
            if (difference * difference > 9 * (variance + knownVariance))
                variance = difference * difference;
        }

        var weight = 1 / variance;
        var keep = Math.Min(1, MostInstants / (4 * LengthDeviation * LengthDeviation) / (_weights[joint] + weight));
        (_weights[joint], _squares[joint]) = (keep * (_weights[joint] + weight), keep * (_squares[joint] + (weight * square)));
    }

    /// <summary>The kept squares of a camera's residuals, px², and how many numbers they are worth.</summary>
    public (double Squares, double Freedom) Noise(int camera) => (_residuals[camera], _freedom[camera]);

    /// <summary>Adds the residuals of an instant.</summary>
    public void LearnNoise(int camera, double squares, double freedom)
    {
        var keep = Math.Min(1, MostResiduals / Math.Max(1, _freedom[camera] + freedom));
        (_residuals[camera], _freedom[camera]) = (keep * (_residuals[camera] + squares), keep * (_freedom[camera] + freedom));
    }

    /// <summary>Writes everything.</summary>
    public void Save(StateWriter state)
    {
        state.Flag(HasPose);
        state.Floats(Pose);
        state.Doubles(_squares);
        state.Doubles(_weights);
        state.Doubles([_scaleSum, _scaleWeight]);
        var cameras = Array.FindLastIndex(_freedom, freedom => freedom > 0) + 1;
        state.Int(cameras);
        state.Doubles(_residuals.AsSpan(0, cameras));
        state.Doubles(_freedom.AsSpan(0, cameras));
    }

    /// <summary>Becomes what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are not what it wrote.</exception>
    public void Restore(ref StateReader state)
    {
        HasPose = state.Flag();
        state.Floats(Pose);
        state.Doubles(_squares);
        state.Doubles(_weights);
        (_scaleSum, _scaleWeight) = (state.Double(), state.Double());
        var cameras = state.Int();
        if (cameras is < 0 or > MostCameras)
            throw new InvalidDataException($"the state of a person has {cameras} cameras");
        _residuals.AsSpan().Clear();
        _freedom.AsSpan().Clear();
        state.Doubles(_residuals.AsSpan(0, cameras));
        state.Doubles(_freedom.AsSpan(0, cameras));
    }
}
