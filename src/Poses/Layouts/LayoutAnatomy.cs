using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses.Layouts;

/// <summary>
/// A user's map to h36m17. It defines the landmarks too: a joint that alone maps to a joint of h36m17 is its landmark, so that other layouts can be mapped
/// to this one.
/// </summary>
internal static class LayoutAnatomy
{
    public static Anatomy Read(JsonElement json, JointReferences joints)
    {
        var landmarks = new Landmark[joints.Count];
        var sources = new Dictionary<Landmark, ImmutableArray<JointWeight>>();
        if (!json.TryGetProperty("h36m17", out var map) || map.ValueKind != JsonValueKind.Object || !map.EnumerateObject().Any())
            joints.Problem("\"h36m17\" must be a non-empty object: joints of h36m17, each with the joint, the joints or the weights of its mean");
        else
            foreach (var entry in map.EnumerateObject())
                Add(entry, landmarks, sources, joints);
        return new Anatomy([.. landmarks], sources);
    }

    private static void Add(JsonProperty entry, Landmark[] landmarks, Dictionary<Landmark, ImmutableArray<JointWeight>> sources, JointReferences joints)
    {
        var target = Skeletons.H36m17.Joints.IndexOf(entry.Name);
        if (target < 0)
            joints.Problem($"\"h36m17\": \"{entry.Name}\" is not one of its joints ({string.Join(", ", Skeletons.H36m17.Joints)})");
        var mean = Mean(entry, joints);
        if (target < 0 || mean.IsEmpty)
            return;
        var landmark = Skeletons.H36m17.Anatomy.Landmarks[target];
        if (!sources.TryAdd(landmark, mean))
            joints.Problem($"\"h36m17\" has \"{entry.Name}\" twice");
        if (mean is not [{ Joint: var only }])
            return;
        if (landmarks[only] != Landmark.None)
            joints.Problem($"\"h36m17\": \"{joints.Name(only)}\" can't be \"{entry.Name}\" and another joint");
        landmarks[only] = landmark;
    }

    private static ImmutableArray<JointWeight> Mean(JsonProperty entry, JointReferences joints)
    {
        var of = $"\"h36m17\": \"{entry.Name}\"";
        JointWeight[] parts = entry.Value.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Number => [new(joints.Find(entry.Value, of), 1)],
            JsonValueKind.Array => [.. entry.Value.EnumerateArray().Select(joint => new JointWeight(joints.Find(joint, of), 1))],
            JsonValueKind.Object => [.. entry.Value.EnumerateObject().Select(part => new JointWeight(joints.Find(part.Name, of), Weight(part, of, joints)))],
            _ => [],
        };
        if (parts.Length == 0)
            joints.Problem($"{of} must be a joint, a list of joints, or an object of joints and weights");
        foreach (var twice in parts.Where(part => part.Joint >= 0).GroupBy(part => part.Joint).Where(group => group.Count() > 1))
            joints.Problem($"{of} has \"{joints.Name(twice.Key)}\" {twice.Count()} times");
        var total = parts.Sum(part => part.Weight);
        return parts.Any(part => part.Joint < 0) ? [] : [.. parts.Select(part => part with { Weight = part.Weight / total })];
    }

    private static double Weight(JsonProperty part, string of, JointReferences joints)
    {
        if (part.Value.ValueKind == JsonValueKind.Number && part.Value.GetDouble() is > 0 and < double.PositiveInfinity)
            return part.Value.GetDouble();
        joints.Problem($"{of}: the weight of \"{part.Name}\" must be a number above 0");
        return 1;
    }
}
