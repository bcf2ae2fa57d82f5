using System.Numerics;
using StreamLift.Files;
using StreamLift.Files.Grid;
using StreamLift.Files.Rotations;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Host.Record.Vmc;

/// <summary>The bones of one person for VMC, pose after pose. One thread.</summary>
/// <param name="space">The axes of the positions. In a camera's axes the place of the hip is not known: the person stays at the origin.</param>
/// <param name="up">The axis of the world that points up.</param>
internal sealed class VmcPerson(MotionSpace space, WorldUp up)
{
    private const int MeasureAlways = 30; // poses; later the lengths hardly change
    private const int MeasureEvery = 300;

    private readonly YUp _axes = YUp.Of(space, up);
    private readonly BodySolver _solver = new();
    private readonly BodyMeasurer _measurer = new();
    private readonly float[] _joints = new float[Skeletons.PoseWidth];
    private readonly Quaternion[] _rotations = new Quaternion[BodyBones.Count];
    private readonly VmcBone[] _bones = new VmcBone[BodyBones.Count];
    private BodyProportions? _body;
    private int _poses;

    /// <summary>The bones of a pose, valid until the next call.</summary>
    public IReadOnlyList<VmcBone> Pose(MotionPerson person)
    {
        _axes.Turn(person.Joints, _joints);
        _measurer.Add(_joints);
        if (_poses++ < MeasureAlways || _poses % MeasureEvery == 0)
            _solver.Body = _body = _measurer.Proportions();
        _solver.Solve(_joints, _rotations);
        for (var bone = 0; bone < _bones.Length; bone++)
            _bones[bone] = new VmcBone(
                UnityBones.Names[bone],
                UnityBones.Position(bone == BodyBones.Hips ? Hips() : _body!.Offsets[bone]),
                UnityBones.Rotation(_rotations[bone])
            );
        return _bones;
    }

    private Vector3 Hips() => space == MotionSpace.World ? new Vector3(_joints) : new Vector3(0, _body!.HipHeight, 0);
}
