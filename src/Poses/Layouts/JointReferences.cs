using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>Joints of a user's layout as its file refers to them: by name, or by place from 0.</summary>
internal sealed class JointReferences(ImmutableArray<string> joints, string where, JsonProblems problems)
{
    public int Count => joints.Length;

    public string Name(int joint) => joints[joint];

    public void Problem(string what) => problems.Add(where, what);

    /// <summary>The joint; -1, with the problem noted, if there is none.</summary>
    public int Find(JsonElement reference, string of)
    {
        if (reference.ValueKind == JsonValueKind.String)
            return Find(reference.GetString()!, of);
        if (reference.ValueKind == JsonValueKind.Number && reference.TryGetInt32(out var joint) && joint >= 0 && joint < joints.Length)
            return joint;
        Problem($"{of}: {reference.GetRawText()} is none of the joints");
        return -1;
    }

    /// <inheritdoc cref="Find(JsonElement, string)"/>
    public int Find(string name, string of)
    {
        var joint = joints.IndexOf(name);
        if (joint < 0)
            Problem($"{of}: \"{name}\" is none of the joints");
        return joint;
    }
}
