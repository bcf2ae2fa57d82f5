using System.Numerics;
using StreamLift.Datasets.Rigs;
using StreamLift.Rigs;

namespace StreamLift.Datasets.Bvh;

/// <summary>Forward kinematics of a BVH file: computes the positions of the joints in a frame, in the file's unit and axes.</summary>
internal sealed class BvhForwardKinematics : IRigMotion
{
    private readonly BvhFile _file;
    private readonly Matrix4x4[] _turns;
    private bool[] _isNeeded;

    public BvhForwardKinematics(BvhFile file)
    {
        (_file, _turns, _isNeeded) = (file, new Matrix4x4[file.Joints.Count], [.. file.Joints.Select(_ => true)]);
        (Names, Parents) = ([.. file.Joints.Select(joint => joint.Name)], [.. file.Joints.Select(joint => joint.Parent)]);
        var rest = new Vector3[file.Joints.Count];
        foreach (var (i, joint) in file.Joints.Index())
            rest[i] = joint.Offset + (joint.Parent < 0 ? Vector3.Zero : rest[joint.Parent]);
        Rest = rest;
    }

    public IReadOnlyList<string> Names { get; }

    public IEnumerable<string> Notes(IReadOnlyList<int> used) => _file.Note is { } note ? [note] : [];

    public IReadOnlyList<int> Parents { get; }

    /// <summary>All offsets without rotation.</summary>
    public IReadOnlyList<Vector3>? Rest { get; }

    public LengthUnit? Unit => null;

    public WorldUp? Up => null;

    public double? Rate => _file.Rate;

    public int Frames => _file.Frames;

    /// <summary>A joint needs those above it. A third of the joints of rigs with fingers and face are.</summary>
    public void Need(IReadOnlyList<int> joints)
    {
        _isNeeded = new bool[_file.Joints.Count];
        foreach (var needed in joints)
            for (var joint = needed; joint >= 0 && !_isNeeded[joint]; joint = _file.Joints[joint].Parent)
                _isNeeded[joint] = true;
    }

    public void ComputeFrame(int frame, Span<Vector3> positions)
    {
        var at = frame * (_file.Motion.Length / Math.Max(1, _file.Frames));
        for (var joint = 0; joint < positions.Length; joint++)
        {
            if (!_isNeeded[joint])
            {
                at += _file.Joints[joint].Channels.Length;
                continue;
            }
            var (own, turn) = (_file.Joints[joint].Offset, Matrix4x4.Identity);
            foreach (var channel in _file.Joints[joint].Channels)
            {
                var number = _file.Motion[at++];
                // A position channel replaces the offset. The outermost rotation comes first in the file, and System.Numerics multiplies matrices
                // from the right.
                if (char.IsUpper(channel))
                    own[channel - 'X'] = number;
                else
                    turn = Turn(channel, number) * turn;
            }
            var parent = _file.Joints[joint].Parent;
            positions[joint] = parent < 0 ? own : positions[parent] + Vector3.TransformNormal(own, _turns[parent]);
            _turns[joint] = parent < 0 ? turn : turn * _turns[parent];
        }
    }

    private static Matrix4x4 Turn(char axis, float degrees)
    {
        var angle = degrees * (MathF.PI / 180);
        return axis switch
        {
            'x' => Matrix4x4.CreateRotationX(angle),
            'y' => Matrix4x4.CreateRotationY(angle),
            _ => Matrix4x4.CreateRotationZ(angle),
        };
    }
}
