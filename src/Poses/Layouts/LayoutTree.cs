using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>Parents and left/right pairs of a user's layout.</summary>
internal static class LayoutTree
{
    public static ImmutableArray<int> Parents(JsonElement json, JointReferences joints)
    {
        if (!json.TryGetProperty("parents", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != joints.Count)
        {
            joints.Problem($"\"parents\" must be a list of {joints.Count}: for each joint its parent, null for the root");
            return [];
        }
        ImmutableArray<int> parents =
        [
            .. list.EnumerateArray().Select((parent, joint) => IsRoot(parent) ? -1 : joints.Find(parent, $"the parent of \"{joints.Name(joint)}\"")),
        ];
        if (list.EnumerateArray().Count(IsRoot) != 1)
            joints.Problem("\"parents\" must have exactly one root (null)");
        for (var joint = 0; joint < parents.Length; joint++)
            if (parents[joint] >= 0 && IsOwnAncestor(parents, joint))
                joints.Problem($"\"{joints.Name(joint)}\" is its own ancestor");
        return parents;
    }

    /// <summary>Pairs of joints, or the counterpart of each joint. A joint in no pair is its own counterpart.</summary>
    public static ImmutableArray<int> Mirror(JsonElement json, ImmutableArray<int> parents, JointReferences joints)
    {
        var mirror = Enumerable.Range(0, joints.Count).ToArray();
        if (
            !json.TryGetProperty("mirror", out var list)
            || list.ValueKind != JsonValueKind.Array
            || (list.GetArrayLength() != joints.Count && list.EnumerateArray().Any(item => !IsPair(item)))
        )
        {
            joints.Problem($"\"mirror\" must be a list of pairs of left and right joints, or of {joints.Count}: for each joint its counterpart");
            return [.. mirror];
        }
        var pairs = list.EnumerateArray().All(IsPair)
            ? list.EnumerateArray().Select(pair => (joints.Find(pair[0], "\"mirror\""), joints.Find(pair[1], "\"mirror\"")))
            : list.EnumerateArray().Select((counterpart, joint) => (joint, joints.Find(counterpart, "\"mirror\"")));
        foreach (var (joint, counterpart) in pairs.Where(pair => pair.Item1 >= 0 && pair.Item2 >= 0).ToList())
            if ((mirror[joint] == joint && mirror[counterpart] == counterpart) || (mirror[joint] == counterpart && mirror[counterpart] == joint))
                (mirror[joint], mirror[counterpart]) = (counterpart, joint);
            else
                joints.Problem($"\"mirror\" gives \"{joints.Name(joint)}\" or \"{joints.Name(counterpart)}\" two counterparts");
        for (var joint = 0; joint < parents.Length; joint++)
            if (parents[joint] >= 0 && parents[mirror[joint]] != mirror[parents[joint]])
                joints.Problem(
                    $"\"mirror\" and \"parents\" disagree: the parent of \"{joints.Name(joint)}\" is \"{joints.Name(parents[joint])}\", "
                        + "but their counterparts are not child and parent"
                );
        return [.. mirror];
    }

    private static bool IsRoot(JsonElement parent) =>
        parent.ValueKind == JsonValueKind.Null || (parent.ValueKind == JsonValueKind.Number && parent.TryGetInt32(out var place) && place == -1);

    private static bool IsPair(JsonElement item) => item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2;

    private static bool IsOwnAncestor(ImmutableArray<int> parents, int joint)
    {
        var at = parents[joint];
        for (var steps = 0; at >= 0 && at != joint && steps < parents.Length; steps++)
            at = parents[at];
        return at == joint;
    }
}
