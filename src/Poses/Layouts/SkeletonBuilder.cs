using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// Makes a layout in code. Add the joints in the order of the keypoints, then the left/right pairs, and from which joints each joint of h36m17, the model's
/// input, is computed. The rules are those of a <c>--layouts</c> file (docs/layouts.md). Not thread-safe.
/// </summary>
/// <param name="name">The name in messages.</param>
public sealed class SkeletonBuilder(string name)
{
    private readonly JsonArray _joints = [];
    private readonly JsonArray _parents = [];
    private readonly JsonArray _mirror = [];
    private readonly JsonObject _human36m = [];

    /// <summary>Adds a joint.</summary>
    /// <param name="joint">The joint's name.</param>
    /// <param name="parent">The name of its parent, which may be added later; null for the root, or if it does not matter.</param>
    public SkeletonBuilder Joint(string joint, string? parent = null)
    {
        _joints.Add(joint);
        _parents.Add(parent);
        return this;
    }

    /// <summary>
    /// Makes two joints each other's counterpart on the other side of the body. Joints that map to the same joint of both sides of h36m17 need none.
    /// </summary>
    /// <param name="left">The name of the joint on the left.</param>
    /// <param name="right">The name of the joint on the right.</param>
    public SkeletonBuilder Pair(string left, string right)
    {
        _mirror.Add(new JsonArray(left, right));
        return this;
    }

    /// <summary>Maps a joint, or the mean of several joints, to a joint of h36m17.</summary>
    /// <param name="target">The joint's name in <see cref="Skeletons.H36m17"/>.</param>
    /// <param name="joints">The names of the joints.</param>
    public SkeletonBuilder Map(string target, params IEnumerable<string> joints)
    {
        _human36m[target] = new JsonArray([.. joints.Select(joint => JsonValue.Create(joint))]);
        return this;
    }

    /// <summary>Maps the weighted mean of several joints to a joint of h36m17.</summary>
    /// <param name="target">The joint's name in <see cref="Skeletons.H36m17"/>.</param>
    /// <param name="joints">The names of the joints, with weights above 0 of any sum.</param>
    public SkeletonBuilder Map(string target, params IEnumerable<(string Joint, double Weight)> joints)
    {
        _human36m[target] = new JsonObject(joints.Select(part => KeyValuePair.Create<string, JsonNode?>(part.Joint, part.Weight)));
        return this;
    }

    /// <summary>Makes the layout.</summary>
    /// <exception cref="ConfigurationException">The layout is invalid: lists all problems.</exception>
    public Skeleton Build()
    {
        var definition = new JsonObject
        {
            ["name"] = name,
            ["joints"] = _joints.DeepClone(),
            ["parents"] = _parents.DeepClone(),
            ["mirror"] = _mirror.DeepClone(),
            ["h36m17"] = _human36m.DeepClone(),
        };
        return LayoutsFile.Read(JsonSerializer.SerializeToElement(definition), null)[0];
    }
}
