using System.Numerics;

namespace StreamLift.Datasets.Bvh;

/// <summary>Where a file's joints are in a frame, in its own unit and axes: offsets and rotations down the hierarchy.</summary>
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
                // A position stands for the offset; rotations are written outermost first, and System.Numerics' matrices multiply from the right.
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
