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

    // A person is 8 % larger or smaller than a lifter takes them for, and the lifter's size varies by 3 % from pose to pose.
    private const double SizeDeviation = 0.08;
    private const double PoseSizeDeviation = 0.03;

    // The table's values count like this many instants.
    private const double FactorInstants = 3;
    private const double ExcessInstants = 4;
    private const double FirstExcess = 1.5;

    // The rays and the lifter have the same keypoints, and a lifted bone follows a part of their noise: it is a share f of the rays' bone and 1 − f of one
    // whose error is independent. That one, which alone adds anything to the rays, is off by the lifted bone's difference from the rays' over 1 − f.
    // Chosen by the fit of sigma in bench/Estimation, `cameras` and `made`.
    private const double IndependentShare = 0.7;

    private readonly double[] _squares = new double[Joints];
    private readonly double[] _weights = new double[Joints];
    private readonly double[] _liftedLengths = new double[Joints];
    private readonly double[] _liftedSquares = new double[Joints];
    private readonly double[] _liftedCounts = new double[Joints];
    private readonly double[] _excess = new double[Joints];
    private readonly double[] _excessWeights = new double[Joints];
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

    /// <summary>Learns the mean length of a lifted bone.</summary>
    public void LearnLifted(int joint, double length)
    {
        var keep = Math.Min(1, MostInstants / (_liftedCounts[joint] + 1));
        (_liftedCounts[joint], _liftedLengths[joint]) = (keep * (_liftedCounts[joint] + 1), keep * (_liftedLengths[joint] + length));
        _liftedSquares[joint] = keep * (_liftedSquares[joint] + (length * length));
    }

    /// <summary>
    /// The length of a lifted bone without the noise of its ends, mm. Noise lengthens the square by its variance along three axes; the variance of the length
    /// shows that of one.
    /// </summary>
    public double LiftedLength(int joint)
    {
        var (mean, square) = (_liftedLengths[joint] / _liftedCounts[joint], _liftedSquares[joint] / _liftedCounts[joint]);
        var variance = Math.Max(0, square - (mean * mean)) * _liftedCounts[joint] / Math.Max(1, _liftedCounts[joint] - 1);
        return Math.Sqrt(Math.Max(square - (3 * variance), mean * mean / 4));
    }

    /// <summary>
    /// By what a lifted bone is to be multiplied, besides <see cref="Scale"/>, to have the person's length: a lifter takes every person's proportions for
    /// those that it has learnt.
    /// </summary>
    public double BoneFactor(int joint)
    {
        if (_liftedCounts[joint] <= 0 || !TryLength(joint, out var length, out _))
            return 1;
        var sum = (_liftedCounts[joint], _liftedLengths[joint]);
        var mirror = BodyTable.Mirror[joint];
        if (mirror != joint)
            sum = (sum.Item1 + _liftedCounts[mirror], sum.Item2 + _liftedLengths[mirror]);
        // a model that gives a bone no length
        if (!(sum.Item2 > 0))
            return 1;
        return (FactorInstants + (sum.Item1 * length * sum.Item1 / sum.Item2 / Scale)) / (FactorInstants + sum.Item1);
    }

    /// <summary>The variance of a person's lifted bone as a multiple of the usual one.</summary>
    public double LiftedExcess(int joint)
    {
        var mirror = BodyTable.Mirror[joint];
        var (excess, weight) = (_excess[joint], _excessWeights[joint]);
        if (mirror != joint)
            (excess, weight) = (excess + _excess[mirror], weight + _excessWeights[mirror]);
        return Math.Clamp(((FirstExcess * ExcessInstants) + excess) / (ExcessInstants + weight), 0.1, 20);
    }

    /// <summary>Learns how far the lifted bones of all cameras together are off, apart from the noise that they share with the rays.</summary>
    /// <param name="joint">The joint that the bone leads to.</param>
    /// <param name="difference">Between the triangulated and the lifted bone.</param>
    /// <param name="trace">The trace of the triangulated bone's covariance.</param>
    /// <param name="expected">The trace of the lifted bone's covariance, with the present <see cref="LiftedExcess"/>.</param>
    public void LearnExcess(int joint, Point3 difference, double trace, double expected)
    {
        var usual = expected / LiftedExcess(joint);
        var weight = usual / (trace + usual);
        weight *= weight;
        var excess = Math.Clamp(((difference.Dot(difference) / IndependentShare / IndependentShare) - trace) / usual, -5, 60);
        var keep = Math.Min(1, MostInstants / (_excessWeights[joint] + weight));
        (_excess[joint], _excessWeights[joint]) = (keep * (_excess[joint] + (weight * excess)), keep * (_excessWeights[joint] + weight));
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
        state.Doubles(_liftedLengths);
        state.Doubles(_liftedSquares);
        state.Doubles(_liftedCounts);
        state.Doubles(_excess);
        state.Doubles(_excessWeights);
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
        state.Doubles(_liftedLengths);
        state.Doubles(_liftedSquares);
        state.Doubles(_liftedCounts);
        state.Doubles(_excess);
        state.Doubles(_excessWeights);
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
