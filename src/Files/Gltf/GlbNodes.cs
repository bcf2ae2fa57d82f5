using System.Numerics;
using SharpGLTF.Animations;
using SharpGLTF.Schema2;

namespace StreamLift.Files.Gltf;

/// <summary>Nodes of a glTF model, parents first, and where they are at a time of its first animation.</summary>
internal sealed class GlbNodes
{
    private readonly Curves[] _curves;
    private readonly Matrix4x4[] _world;

    /// <param name="nodes">The nodes that are wanted; those above them are added.</param>
    /// <param name="animation">The animation. Null: the model does not move.</param>
    public GlbNodes(IEnumerable<Node> nodes, Animation? animation)
    {
        var places = new Dictionary<Node, int>();
        var all = new List<Node>();
        foreach (var node in nodes)
        {
            var above = new Stack<Node>();
            for (var one = node; one is not null && !places.ContainsKey(one); one = one.VisualParent)
                above.Push(one);
            while (above.TryPop(out var next))
            {
                places[next] = all.Count;
                all.Add(next);
            }
        }
        (Nodes, Places, Parents) = (all, places, [.. all.Select(node => node.VisualParent is { } parent ? places[parent] : -1)]);
        _curves = [.. all.Select(node => new Curves(node, animation))];
        _world = new Matrix4x4[all.Count];
    }

    /// <summary>The nodes, parents first.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>The place of each node.</summary>
    public IReadOnlyDictionary<Node, int> Places { get; }

    /// <summary>The place of each node's parent; -1: none.</summary>
    public IReadOnlyList<int> Parents { get; }

    /// <summary>Where the nodes are in the model's own pose, m.</summary>
    public Vector3[] Rest() => Compute(null);

    /// <summary>Where the nodes are at a time, m.</summary>
    public Vector3[] At(float seconds) => Compute(seconds);

    private Vector3[] Compute(float? seconds)
    {
        var positions = new Vector3[Nodes.Count];
        for (var node = 0; node < positions.Length; node++)
        {
            var local = seconds is { } time ? _curves[node].At(time) : Nodes[node].LocalMatrix;
            _world[node] = Parents[node] < 0 ? local : local * _world[Parents[node]];
            positions[node] = _world[node].Translation;
        }
        return positions;
    }

    private sealed class Curves
    {
        private readonly Node _node;
        private readonly ICurveSampler<Vector3>? _scale;
        private readonly ICurveSampler<Quaternion>? _rotation;
        private readonly ICurveSampler<Vector3>? _translation;

        public Curves(Node node, Animation? animation)
        {
            _node = node;
            if (animation is null)
                return;
            var curves = node.GetCurveSamplers(animation);
            _scale = curves.Scale?.CreateCurveSampler(isolateMemory: true);
            _rotation = curves.Rotation?.CreateCurveSampler(isolateMemory: true);
            _translation = curves.Translation?.CreateCurveSampler(isolateMemory: true);
        }

        public Matrix4x4 At(float seconds)
        {
            if (_scale is null && _rotation is null && _translation is null)
                return _node.LocalMatrix;
            var own = _node.LocalTransform.GetDecomposed();
            return Matrix4x4.CreateScale(_scale?.GetPoint(seconds) ?? own.Scale)
                * Matrix4x4.CreateFromQuaternion(Quaternion.Normalize(_rotation?.GetPoint(seconds) ?? own.Rotation))
                * Matrix4x4.CreateTranslation(_translation?.GetPoint(seconds) ?? own.Translation);
        }
    }
}
