using System.Numerics;
using SharpGLTF.Schema2;
using StreamLift.Datasets.Rigs;
using StreamLift.Rigs;

namespace StreamLift.Files.Gltf;

/// <summary>The bones of any glTF model as a rig, whose joints are then found by name: Mixamo's, VRM's, Unreal's and so on.</summary>
internal sealed class GlbMotion : IRigMotion
{
    private readonly GlbNodes _nodes;
    private readonly double _rate;

    /// <param name="model">The model.</param>
    /// <param name="times">The times of its keys, s.</param>
    /// <param name="rate">Frames per second.</param>
    public GlbMotion(ModelRoot model, IReadOnlyList<float> times, double rate)
    {
        var skin = model.LogicalSkins.FirstOrDefault();
        var joints = skin is null ? model.LogicalNodes : Enumerable.Range(0, skin.JointsCount).Select(joint => skin.GetJoint(joint).Joint);
        _nodes = new GlbNodes(joints, model.LogicalAnimations.FirstOrDefault());
        _rate = rate;
        Names = [.. _nodes.Nodes.Select((node, place) => node.Name ?? $"node{place}")];
        Rest = _nodes.Rest();
        Frames = times.Count == 0 ? 0 : (int)Math.Round(times[^1] * rate) + 1;
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<int> Parents => _nodes.Parents;

    public IReadOnlyList<Vector3>? Rest { get; }

    public LengthUnit? Unit => LengthUnit.Metre;

    public WorldUp? Up => WorldUp.Y;

    public double? Rate => _rate;

    public int Frames { get; }

    public void ComputeFrame(int frame, Span<Vector3> positions) => _nodes.At((float)(frame / _rate)).CopyTo(positions);
}
