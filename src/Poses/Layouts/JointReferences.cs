using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>Resolves references to joints in a user's layout: names, or indices from 0.</summary>
internal sealed class JointReferences(ImmutableArray<string> joints, string where, JsonProblems problems)
{
    public int Count => joints.Length;

    public string Name(int joint) => joints[joint];

    public void Problem(string what) => problems.Add(where, what);

    /// <summary>The joint's index; -1, and a problem is added, when there is none.</summary>
    public int Find(JsonElement reference, string of)
    {
        if (reference.ValueKind == JsonValueKind.String)
            return Find(reference.GetString()!, of);
        if (reference.ValueKind == JsonValueKind.Number && reference.TryGetInt32(out var joint) && joint >= 0 && joint < joints.Length)
            return joint;
        Problem($"{of}: {reference.GetRawText()} is not a joint of the layout");
        return -1;
    }

    /// <inheritdoc cref="Find(JsonElement, string)"/>
    public int Find(string name, string of)
    {
        var joint = joints.IndexOf(name);
        if (joint < 0)
            Problem($"{of}: \"{name}\" is not a joint of the layout");
        return joint;
    }
}
