using StreamLift.Capture.Geometry;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Estimation;

/// <summary>What lifted poses, the person's bones and the floor say, as terms of least squares. Reused; not thread-safe.</summary>
internal sealed class BodyTerms(CaptureRig rig, CaptureOptions options)
{
    private const int Joints = ViewFrame.BodyJoints;

    // The errors of one pose in several cameras have this correlation: all come from the same network.
    private const double Correlation = 0.45;

    // A bone whose ends are less sure than 100 mm teaches nothing.
    private const double MostVariance = 3 * 100 * 100;

    private const double HeightDeviation = 0.03;
    private const double FloorDeviation = 30;
    private const double FloorReach = 150;

    // A person whose pose is not known, and a pose of an instant ago, as shares of a bone.
    private const double UnknownPose = 0.8;
    private const double OldPose = 0.35;
    private const double UnknownLength = 0.1;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 40, 25, 16, 16];

    private readonly Symmetric3[] _information = new Symmetric3[Joints * rig.Cameras.Count];
    private readonly Point3[] _expected = new Point3[Joints];
    private readonly double[] _factors = new double[Joints];
    private readonly Symmetric3[] _lifted = new Symmetric3[Joints];
    private readonly Point3[] _liftedSide = new Point3[Joints];
    private readonly double[] _lengths = new double[Joints];

    /// <summary>Starts an instant.</summary>
    /// <param name="seen">What the cameras say.</param>
    /// <param name="body">The person.</param>
    /// <param name="joints">The first guess of the pose.</param>
    public void Begin(Observations seen, Body body, Point3[] joints)
    {
        var inflation = 1 + (Correlation * (seen.Lifted - 1));
        _lengths.AsSpan().Clear();
        for (var view = 0; view < seen.Count; view++)
        {
            if (!seen.IsLifted[view])
                continue;
            var sight = (joints[0] - seen.Placed(view).Centre).Unit;
            for (var joint = 1; joint < Joints; joint++)
            {
                var i = (Joints * view) + joint;
                var variance = inflation * body.LiftedExcess(joint) * seen.Spread[i] * seen.Spread[i];
                var (across, away) = (BodyTable.LiftedAcross[joint], BodyTable.LiftedAway[joint]);
                var least = 1 / (variance * across * across);
                _information[i] = Symmetric3.Identity(least) + Symmetric3.Outer(sight, (1 / (variance * away * away)) - least);
                _lengths[joint] += seen.Bone[i].Length / seen.Lifted;
            }
        }

        for (var joint = 1; joint < Joints; joint++)
        {
            _expected[joint] = joints[joint] - joints[BodyTable.Parents[joint]];
            _factors[joint] = body.BoneFactor(joint);
        }

        if (options.HeightMm is { } height && seen.Lifted > 0)
            body.LearnScale((height - BodyTable.AnkleHeight) / (BodyTable.Height(_lengths) - BodyTable.AnkleHeight), HeightDeviation * HeightDeviation);
    }

    /// <summary>Adds the terms.</summary>
    public void Add(Observations seen, Body body, RayTerms rays, Point3[] joints, TreeSolver solver, int pass)
    {
        _lifted.AsSpan().Clear();
        _liftedSide.AsSpan().Clear();
        for (var joint = 1; joint < Joints; joint++)
        {
            var (parent, bone) = (BodyTable.Parents[joint], joints[joint] - joints[BodyTable.Parents[joint]]);
            for (var view = 0; view < seen.Count; view++)
                if (seen.IsLifted[view])
                {
                    var i = (Joints * view) + joint;
                    var lifted = _factors[joint] * seen.Bone[i];
                    var trust = pass == 0 ? 1 : Robust.Weight(_information[i].Along(bone - (solver.Scale * lifted)), Thresholds[pass]);
                    if (seen.Weight[i] > 0 && seen.Weight[i - joint + parent] > 0)
                        trust *= Math.Sqrt(rays.Trust[i] * rays.Trust[i - joint + parent]);
                    solver.AddScaledBone(joint, trust * _information[i], lifted);
                    _lifted[joint] += trust * _information[i];
                    _liftedSide[joint] += trust * (_information[i] * lifted);
                }

            if (seen.Lifted == 0)
                AddExpected(body, joint, solver);
            // the length holds along the bone, whose direction must be known first
            if (pass > 0)
                AddLength(seen, body, joint, bone, solver);
        }

        AddFloor(seen, joints, solver);
    }

    /// <summary>Learns the lengths of the person's bones, their size, and how far lifted bones are off, from a solution.</summary>
    public void Learn(Observations seen, Body body, RayTerms rays, TreeSolver solver)
    {
        for (var joint = 1; joint < Joints; joint++)
        {
            if (seen.Lifted > 0)
                body.LearnLifted(joint, _lengths[joint]);
            var parent = BodyTable.Parents[joint];
            if (seen.Seen[joint] < 2 || seen.Seen[parent] < 2)
                continue;
            // from the rays alone: a length that helped to find the joints would confirm itself
            var (covariance, parentCovariance) = (rays.Information[joint].Inverse, rays.Information[parent].Inverse);
            if (!(covariance.Trace is > 0 and < MostVariance && parentCovariance.Trace is > 0 and < MostVariance))
                continue;
            var (bone, both) = ((covariance * rays.Side[joint]) - (parentCovariance * rays.Side[parent]), covariance + parentCovariance);
            body.LearnLength(joint, bone, both);
            if (seen.Lifted == 0 || !(_lifted[joint].Trace > 0))
                continue;
            var lifted = _lifted[joint].Inverse;
            body.LearnExcess(joint, bone - (solver.Scale * (lifted * _liftedSide[joint])), both.Trace, lifted.Trace);
        }

        if (seen.Lifted == 0)
            return;
        // what this instant says of the size by itself
        var information = (1 / solver.ScaleVariance) - (1 / body.ScaleVariance);
        if (information > 1)
            body.LearnScale(((solver.Scale / solver.ScaleVariance) - (body.Scale / body.ScaleVariance)) / information, 1 / information);
    }

    private void AddExpected(Body body, int joint, TreeSolver solver)
    {
        var deviation = (body.HasPose ? OldPose : UnknownPose) * BodyTable.Lengths[joint];
        solver.AddBone(joint, Symmetric3.Identity(1 / (deviation * deviation)), _expected[joint]);
    }

    private void AddLength(Observations seen, Body body, int joint, Point3 bone, TreeSolver solver)
    {
        if (!body.TryLength(joint, out var length, out var variance))
        {
            if (seen.Lifted > 0)
                return;
            var size = options.HeightMm is { } height ? (height - BodyTable.AnkleHeight) / (BodyTable.AverageHeight - BodyTable.AnkleHeight) : 1;
            length = size * BodyTable.Lengths[joint];
            variance = UnknownLength * UnknownLength * length * length;
        }

        if (bone.Length < 1)
            return;
        var along = bone.Unit;
        solver.AddBone(joint, Symmetric3.Outer(along, 1 / variance), length * along);
    }

    // The lower foot of a person who stands or walks is on the floor. With two rays at the foot nothing is gained.
    private void AddFloor(Observations seen, Point3[] joints, TreeSolver solver)
    {
        if (rig is not { Up: { } up, Floor: { } floor })
            return;
        var height = floor + BodyTable.AnkleHeight;
        var lower = up.Dot(joints[BodyTable.RightFoot]) < up.Dot(joints[BodyTable.LeftFoot]) ? BodyTable.RightFoot : BodyTable.LeftFoot;
        for (var side = 0; side < 2; side++)
        {
            var foot = side == 0 ? BodyTable.RightFoot : BodyTable.LeftFoot;
            var over = up.Dot(joints[foot]) - height;
            if (seen.Seen[foot] > 1 || (foot != lower && over > 0))
                continue;
            var reached = 1 / (1 + (over * over / (FloorReach * FloorReach)));
            var weight = (over > 0 ? reached * reached : 1) / (FloorDeviation * FloorDeviation);
            solver.Joint[foot] += Symmetric3.Outer(up, weight);
            solver.JointSide[foot] += weight * height * up;
        }
    }
}
