using System.Numerics;

namespace StreamLift.Datasets.Bvh;

/// <summary>Forward kinematics of a BVH file: computes the positions of the joints in a frame, in the file's unit and axes.</summary>
internal sealed class BvhForwardKinematics(BvhFile file)
{
    private readonly Matrix4x4[] _turns = new Matrix4x4[file.Joints.Count];

    public Vector3[] Positions { get; } = new Vector3[file.Joints.Count];

    public void ComputeFrame(int frame)
    {
        var at = frame * (file.Motion.Length / Math.Max(1, file.Frames));
        for (var joint = 0; joint < Positions.Length; joint++)
        {
            var (own, turn) = (file.Joints[joint].Offset, Matrix4x4.Identity);
            foreach (var channel in file.Joints[joint].Channels)
            {
                var number = file.Motion[at++];
                // A position channel replaces the offset. The outermost rotation comes first in the file, and System.Numerics multiplies matrices
                // from the right.
                if (char.IsUpper(channel))
                    own[channel - 'X'] = number;
                else
                    turn = Turn(channel, number) * turn;
            }
            var parent = file.Joints[joint].Parent;
            Positions[joint] = parent < 0 ? own : Positions[parent] + Vector3.TransformNormal(own, _turns[parent]);
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
