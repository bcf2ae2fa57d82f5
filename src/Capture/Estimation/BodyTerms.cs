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

    // A person whom no ray holds stays where they are: a standard deviation of 30 m.
    private const double Hold = 1e-9;

    private const double HeightDeviation = 0.03;

    // A lifted pose that is lower from the ankles up, mm, has no bones to measure.
    private const double LeastHeight = 300;

    private const double FloorDeviation = 30;
    private const double FloorReach = 150;

    // A person whose pose is not known, and a pose of an instant ago, as shares of a bone.
    private const double UnknownPose = 0.8;
    private const double OldPose = 0.35;
    private const double UnknownLength = 0.1;

    private static readonly double[] Thresholds = [double.PositiveInfinity, 40, 25, 16];

    private readonly Symmetric3[] _information = new Symmetric3[Joints * rig.Cameras.Count];
    private readonly Point3[] _bones = new Point3[Joints * rig.Cameras.Count];
    private readonly Point3[] _sides = new Point3[Joints * rig.Cameras.Count];
    private readonly double[] _variance = new double[Joints];
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
        for (var joint = 1; joint < Joints; joint++)
        {
            _expected[joint] = joints[joint] - joints[BodyTable.Parents[joint]];
            (_factors[joint], _variance[joint]) = (body.BoneFactor(joint), inflation * body.LiftedExcess(joint));
        }

        for (var view = 0; view < seen.Count; view++)
        {
            if (!seen.IsLifted[view])
                continue;
            var sight = (joints[0] - seen.Placed(view).Centre).Unit;
            for (var joint = 1; joint < Joints; joint++)
            {
                var i = (Joints * view) + joint;
                var variance = _variance[joint] * seen.Spread[i] * seen.Spread[i];
                var (across, away) = (BodyTable.LiftedAcross[joint], BodyTable.LiftedAway[joint]);
                var least = 1 / (variance * across * across);
                _information[i] = Symmetric3.Identity(least) + Symmetric3.Outer(sight, (1 / (variance * away * away)) - least);
                _bones[i] = _factors[joint] * seen.Bone[i];
                _sides[i] = _information[i] * _bones[i];
                _lengths[joint] += seen.Bone[i].Length / seen.Lifted;
            }
        }

        if (seen.Lifted == 0)
            return;
        for (var joint = 1; joint < Joints; joint++)
        {
            body.LearnLifted(joint, _lengths[joint]);
            _lengths[joint] = body.LiftedLength(joint);
        }

        if (options.HeightMm is { } height && BodyTable.Height(_lengths) - BodyTable.AnkleHeight is > LeastHeight and var lifted)
            body.LearnScale((height - BodyTable.AnkleHeight) / lifted, HeightDeviation * HeightDeviation);
    }

    /// <summary>Adds the terms.</summary>
    public void Add(Observations seen, Body body, RayTerms rays, Point3[] joints, TreeSolver solver, int pass)
    {
        var scale = pass == 0 ? body.Scale : solver.Scale;
        for (var joint = 1; joint < Joints; joint++)
        {
            var (parent, bone) = (BodyTable.Parents[joint], joints[joint] - joints[BodyTable.Parents[joint]]);
            var (information, side) = (default(Symmetric3), default(Point3));
            for (var view = 0; view < seen.Count; view++)
            {
                if (!seen.IsLifted[view])
                    continue;
                var i = (Joints * view) + joint;
                var trust = 1.0;
                if (pass > 0 && seen.Count > 1)
                {
                    trust = Robust.Weight(_information[i].Along(bone - (scale * _bones[i])), Thresholds[pass]);
                    // what misled the detector misleads the lifter
                    var ends = rays.Trust[i] * rays.Trust[i - joint + parent];
                    if (ends < 1 && seen.Ray[i].IsSeen && seen.Ray[i - joint + parent].IsSeen)
                        trust *= Math.Sqrt(ends);
                }

                information += trust * _information[i];
                side += trust * _sides[i];
            }

            (_lifted[joint], _liftedSide[joint]) = (information, side);
            if (seen.Lifted > 0)
                solver.AddScaledBone(joint, information, scale * side, bone, scale);
            AddExpected(seen, body, joint, solver);
            // the length holds along the bone, whose direction must be known first
            if (pass > 0)
                AddLength(seen, body, joint, bone, solver);
        }

        AddFloor(seen, joints, solver);
        solver.Joint[0] += Symmetric3.Identity(Hold);
        solver.JointSide[0] += Hold * joints[0];
    }

    /// <summary>Learns the lengths of the person's bones, their size, and how far lifted bones are off, from a solution.</summary>
    public void Learn(Observations seen, Body body, RayTerms rays, TreeSolver solver)
    {
        for (var joint = 1; joint < Joints; joint++)
        {
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

        // one camera alone says nothing of the size
        if (seen.Lifted == 0 || (seen.Count == 1 && rig is not { Up: not null, Floor: not null }))
            return;
        // what this instant says of the size by itself
        var information = (1 / solver.ScaleVariance) - (1 / body.ScaleVariance);
        if (information > 1)
            body.LearnScale(((solver.Scale / solver.ScaleVariance) - (body.Scale / body.ScaleVariance)) / information, 1 / information);
    }

    // With a lifted pose it only holds a bone that no view is trusted with.
    private void AddExpected(Observations seen, Body body, int joint, TreeSolver solver)
    {
        var deviation = (seen.Lifted == 0 && body.HasPose ? OldPose : UnknownPose) * BodyTable.Lengths[joint];
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
