using StreamLift.Capture.Association;
using StreamLift.Capture.Geometry;
using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Tracks;

/// <summary>How a person moves: each joint's position and velocity. Limbs swing, so their own velocity soon turns into that of the trunk.</summary>
internal sealed class BodyMotion
{
    // How long a velocity lasts without being seen, s.
    private const double TrunkLasts = 1;
    private const double LimbLasts = 0.2;

    // Accelerations, mm²/s³: the trunk changes its speed by about 0.9 m/s within half a second, a wrist or ankle five times as much.
    private const double TrunkAcceleration = 5e6;
    private const double LimbAcceleration = 3e7;

    // One camera's depth of a person varies by as much from instant to instant.
    private const double ReachMm = 400;

    // A pose's sigma is the same along each axis; of one camera's, nearly all of its variance is in the depth.
    private const double DepthOfOne = 3;
    private const double LeastDepthSigma = 60;

    private const double UnknownSigma = 150;

    private readonly JointMotion[] _joints = new JointMotion[ViewFrame.BodyJoints];
    private Point3 _axis = new(0, 0, 1);

    // 1: elbows and knees, 2: wrists and ankles.
    private static ReadOnlySpan<byte> LimbPart => [0, 0, 1, 2, 0, 1, 2, 0, 0, 0, 0, 0, 1, 2, 0, 1, 2];

    /// <summary>The middle of the hips and shoulders.</summary>
    public Point3 Trunk => 0.25 * (_joints[1].Position + _joints[4].Position + _joints[11].Position + _joints[14].Position);

    /// <summary>Starts anew from a pose.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="lens">The only camera that sees it; null for several.</param>
    public void Start(PersonPose pose, Lens? lens)
    {
        if (lens is { } only)
            _axis = (Point3.Of(pose.Joints, 0) - only.Centre).Unit;
        for (var joint = 0; joint < _joints.Length; joint++)
            _joints[joint] = JointMotion.Start(Point3.Of(pose.Joints, joint), (lens is null ? 1 : DepthOfOne) * Variance(pose, joint), Variance(pose, joint));
    }

    /// <summary>Becomes a copy of another one.</summary>
    public void CopyFrom(BodyMotion other)
    {
        other._joints.CopyTo(_joints, 0);
        _axis = other._axis;
    }

    /// <summary>Moves on by a time.</summary>
    public void Predict(double seconds)
    {
        var trunk = 0.25 * (_joints[1].Velocity + _joints[4].Velocity + _joints[11].Velocity + _joints[14].Velocity);
        // Of a velocity that decays, the mean over the time.
        var (trunkLeft, limbLeft) = (Left(seconds / TrunkLasts), Left(seconds / LimbLasts));
        for (var joint = 0; joint < _joints.Length; joint++)
        {
            var velocity = (trunkLeft * trunk) + (limbLeft * (_joints[joint].Velocity - trunk));
            _joints[joint] = _joints[joint].After(seconds, velocity, Acceleration(joint));
        }
    }

    /// <summary>Takes in a pose at the predicted time that several cameras saw.</summary>
    public void Update(PersonPose pose)
    {
        for (var joint = 0; joint < _joints.Length; joint++)
            Measure(joint, Point3.Of(pose.Joints, joint) - _joints[joint].Position, Variance(pose, joint), Variance(pose, joint));
    }

    /// <summary>Takes in what one camera saw at the predicted time: the rays say where a joint is across them, the pose how deep it is.</summary>
    /// <param name="rays">The rays of the core joints.</param>
    /// <param name="lens">Their camera.</param>
    /// <param name="pose">The pose; null where its depth can't be.</param>
    /// <param name="error">The mean error of the rays from where the person was expected: rays that hardly fit may be those of a ghost.</param>
    public void Update(ReadOnlySpan<Ray> rays, in Lens lens, PersonPose? pose, double error)
    {
        var doubt = Math.Max(1, error * error);
        Turn((Trunk - lens.Centre).Unit);
        var (shift, seen, isSeen) = (default(Point3), 0, 0u);
        for (var core = 0; core < CoreJoints.Count; core++)
        {
            if (!rays[core].IsSeen)
                continue;
            var (joint, ray) = (CoreJoints.Joints[core], rays[core].Direction);
            var to = _joints[joint].Position - lens.Centre;
            var depth = to.Dot(ray);
            var across = (depth * ray) - to;
            var deeper = pose is null ? 0 : (Point3.Of(pose.Joints, joint) - _joints[joint].Position).Dot(ray);
            var depthVariance = pose is null
                ? double.PositiveInfinity
                : doubt * DepthOfOne * Math.Max(Variance(pose, joint), LeastDepthSigma * LeastDepthSigma);
            Measure(joint, across + (deeper * ray), depthVariance, doubt * (RayError.Body + (lens.Noise * depth * depth)));
            (shift, seen, isSeen) = (shift + across, seen + 1, isSeen | (1u << joint));
        }
        for (var joint = 0; joint < _joints.Length; joint++)
        {
            if ((isSeen & (1u << joint)) != 0)
                continue;
            if (pose is not null)
                Measure(
                    joint,
                    Point3.Of(pose.Joints, joint) - _joints[joint].Position,
                    doubt * DepthOfOne * Variance(pose, joint),
                    doubt * Variance(pose, joint)
                );
            else if (seen > 0)
                _joints[joint] = _joints[joint] with { Position = _joints[joint].Position + (shift / seen) };
        }
    }

    /// <summary>Moves a pose along its camera's rays to the depth at which the person is when the past counts too. The motion has taken it in before.</summary>
    public void CorrectDepth(in Lens lens, PersonPose pose)
    {
        var (trunk, sigma) = (default(Point3), 0.0);
        foreach (var joint in (ReadOnlySpan<int>)[1, 4, 11, 14])
        {
            trunk += 0.25 * (Point3.Of(pose.Joints, joint) - lens.Centre);
            sigma += 0.25 * pose.Sigma[joint];
        }
        var scale = (Trunk - lens.Centre).Dot(_axis) / trunk.Dot(_axis);
        var lessVariance = Math.Max(0, (sigma * sigma) - (_joints[1].Along.Position / DepthOfOne));
        for (var joint = 0; joint < _joints.Length; joint++)
        {
            (lens.Centre + (scale * (Point3.Of(pose.Joints, joint) - lens.Centre))).Write(pose.Joints, joint);
            var variance = (double)pose.Sigma[joint] * pose.Sigma[joint];
            pose.Sigma[joint] = (float)Math.Sqrt(Math.Max(variance - lessVariance, variance / 9));
        }
    }

    /// <summary>Whether someone can have come to be in a pose since they were seen.</summary>
    public bool IsInReach(PersonPose pose)
    {
        var (distance, deviation) = (default(Point3), 0.0);
        foreach (var joint in (ReadOnlySpan<int>)[1, 4, 11, 14])
        {
            distance += Point3.Of(pose.Joints, joint) - _joints[joint].Position;
            deviation += Math.Sqrt(_joints[joint].Along.Position);
        }
        return distance.Length / 4 <= ReachMm + (3 * deviation / 4);
    }

    /// <summary>Writes the core joints.</summary>
    public void WriteTo(CorePose pose)
    {
        for (var core = 0; core < CoreJoints.Count; core++)
        {
            ref readonly var joint = ref _joints[CoreJoints.Joints[core]];
            pose.Points[core] = joint.Position;
            pose.Variances[core] = new Variance(joint.Along.Position, joint.Across.Position);
        }
        pose.PointsChanged(_axis);
    }

    /// <summary>Writes the joints where they are expected.</summary>
    public void WriteTo(PersonPose pose)
    {
        for (var joint = 0; joint < _joints.Length; joint++)
        {
            _joints[joint].Position.Write(pose.Joints, joint);
            pose.Sigma[joint] = (float)Math.Sqrt((_joints[joint].Along.Position + (2 * _joints[joint].Across.Position)) / 3);
            pose.Source[joint] = JointSource.Predicted;
        }
    }

    /// <summary>Writes the state.</summary>
    public void Save(StateWriter state)
    {
        state.Doubles([_axis.X, _axis.Y, _axis.Z]);
        foreach (var joint in _joints)
            joint.Save(state);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref StateReader state)
    {
        _axis = new Point3(state.Double(), state.Double(), state.Double());
        for (var joint = 0; joint < _joints.Length; joint++)
            _joints[joint] = JointMotion.Restore(ref state);
    }

    private void Measure(int joint, Point3 error, double alongVariance, double acrossVariance) =>
        _joints[joint] = _joints[joint].Measured(error, _axis, alongVariance, acrossVariance);

    private void Turn(Point3 axis)
    {
        var cosine = axis.Dot(_axis);
        for (var joint = 0; joint < _joints.Length; joint++)
            _joints[joint] = _joints[joint].Turned(cosine * cosine);
        _axis = axis;
    }

    private static double Left(double times) => times > 0 ? (1 - Math.Exp(-times)) / times : 1;

    private static double Acceleration(int joint) =>
        LimbPart[joint] switch
        {
            0 => TrunkAcceleration,
            1 => Math.Sqrt(TrunkAcceleration * LimbAcceleration),
            _ => LimbAcceleration,
        };

    private static double Variance(PersonPose pose, int joint)
    {
        double sigma = pose.Sigma[joint];
        // The sigma is that of the rays' noise; detectors mean slightly different places as well.
        var variance = sigma > 0 ? (sigma * sigma) + RayError.Body : UnknownSigma * UnknownSigma;
        // The body's guess moves with the body, so it tells little of the joint.
        return pose.Source[joint] == JointSource.Predicted ? Math.Max(variance, UnknownSigma * UnknownSigma) : variance;
    }
}
