using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>Parents and left/right pairs of a user's layout.</summary>
internal static class LayoutTree
{
    /// <summary>The parent of each joint; -1 where none is given. The service uses no parents of a user's layout, so they may be left out.</summary>
    public static ImmutableArray<int> Parents(JsonElement json, JointReferences joints)
    {
        if (!json.TryGetProperty("parents", out var list))
            return [.. Enumerable.Repeat(-1, joints.Count)];
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != joints.Count)
        {
            joints.Problem($"\"parents\" must be a list of {joints.Count}: for each joint its parent, or null for none; or leave it out");
            return [];
        }
        ImmutableArray<int> parents =
        [
            .. list.EnumerateArray().Select((parent, joint) => IsNone(parent) ? -1 : joints.Find(parent, $"the parent of \"{joints.Name(joint)}\"")),
        ];
        for (var joint = 0; joint < parents.Length; joint++)
            if (parents[joint] >= 0 && IsOwnAncestor(parents, joint))
                joints.Problem($"\"{joints.Name(joint)}\" is its own ancestor");
        return parents;
    }

    /// <summary>
    /// Pairs of joints, or the counterpart of each joint. Joints in no pair are the counterparts that their landmarks tell, else each its own.
    /// </summary>
    public static ImmutableArray<int> Mirror(JsonElement json, ImmutableArray<int> parents, ImmutableArray<Landmark> landmarks, JointReferences joints)
    {
        var mirror = Enumerable.Range(0, joints.Count).ToArray();
        if (json.TryGetProperty("mirror", out var list))
            if (list.ValueKind == JsonValueKind.Array && (list.GetArrayLength() == joints.Count || list.EnumerateArray().All(IsPair)))
                Pair(list, mirror, joints);
            else
                joints.Problem(
                    $"\"mirror\" must be a list of pairs of left and right joints, or of {joints.Count}: for each joint its counterpart; or leave it out"
                );
        PairLandmarks(mirror, landmarks, joints);
        for (var joint = 0; joint < parents.Length; joint++)
            if (parents[joint] >= 0 && parents[mirror[joint]] is var parent and >= 0 && parent != mirror[parents[joint]])
                joints.Problem(
                    $"\"mirror\" and \"parents\" disagree: the parent of \"{joints.Name(joint)}\" is \"{joints.Name(parents[joint])}\", "
                        + "but their counterparts are not child and parent"
                );
        return [.. mirror];
    }

    private static void Pair(JsonElement list, int[] mirror, JointReferences joints)
    {
        var pairs = list.EnumerateArray().All(IsPair)
            ? list.EnumerateArray().Select(pair => (joints.Find(pair[0], "\"mirror\""), joints.Find(pair[1], "\"mirror\"")))
            : list.EnumerateArray().Select((counterpart, joint) => (joint, joints.Find(counterpart, "\"mirror\"")));
        foreach (var (joint, counterpart) in pairs.Where(pair => pair.Item1 >= 0 && pair.Item2 >= 0).ToList())
            if ((mirror[joint] == joint && mirror[counterpart] == counterpart) || (mirror[joint] == counterpart && mirror[counterpart] == joint))
                (mirror[joint], mirror[counterpart]) = (counterpart, joint);
            else
                joints.Problem($"\"mirror\" gives \"{joints.Name(joint)}\" or \"{joints.Name(counterpart)}\" two counterparts");
    }

    private static void PairLandmarks(int[] mirror, ImmutableArray<Landmark> landmarks, JointReferences joints)
    {
        for (var joint = 0; joint < mirror.Length; joint++)
        {
            var other = landmarks[joint] == Landmark.None ? -1 : landmarks.IndexOf(landmarks[joint].Mirrored());
            if (other <= joint)
                continue;
            if (mirror[joint] == joint && mirror[other] == other)
                (mirror[joint], mirror[other]) = (other, joint);
            else if (mirror[joint] != other)
                joints.Problem(
                    $"\"mirror\" and \"h36m17\" disagree: \"{joints.Name(joint)}\" and \"{joints.Name(other)}\" map to the same joint of both sides, "
                        + "but are not each other's counterparts"
                );
        }
    }

    private static bool IsNone(JsonElement parent) =>
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
