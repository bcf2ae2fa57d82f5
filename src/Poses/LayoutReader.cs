using System.Collections.Immutable;
using System.Text.Json;

namespace StreamLift.Poses;

/// <summary>One layout of a user's file: reads on after a fault to tell them all.</summary>
internal sealed class LayoutReader
{
    private static readonly string[] Fields = ["name", "joints", "parents", "mirror", "h36m17"];
    private readonly JsonElement _json;
    private readonly JsonProblems _problems;
    private readonly string _where;
    private readonly string[] _joints;

    private LayoutReader(JsonElement json, string where, JsonProblems problems)
    {
        (_json, _where, _problems) = (json, where, problems);
        _joints = Joints();
    }

    /// <summary>Null, or a layout not to be used, if a problem was noted.</summary>
    public static Skeleton? Read(JsonElement json, int index, JsonProblems problems)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"layout {index + 1}", $"must be an object: {string.Join(", ", Fields)}");
            return null;
        }
        var name = json.TryGetProperty("name", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var where = name.Length > 0 ? $"layout \"{name}\"" : $"layout {index + 1}";
        if (name.Length == 0)
            problems.Add(where, "\"name\" is missing: the text that messages name it by");
        foreach (var field in json.EnumerateObject())
            if (!Fields.Contains(field.Name))
                problems.Add(where, $"\"{field.Name}\" is no field of a layout ({string.Join(", ", Fields)})");
        var reader = new LayoutReader(json, where, problems);
        return reader._joints.Length == 0 ? null
            : new Skeleton(name, [.. reader._joints], reader.Parents(), reader.Mirror(), reader.Anatomy());
    }

    private string[] Joints()
    {
        if (!_json.TryGetProperty("joints", out var json) || json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0
            || json.EnumerateArray().Any(joint => joint.ValueKind != JsonValueKind.String || joint.GetString()!.Length == 0))
        {
            _problems.Add(_where, "\"joints\" must be a list of names in the order in which keypoints come");
            return [];
        }
        string[] joints = [.. json.EnumerateArray().Select(joint => joint.GetString()!)];
        foreach (var twice in joints.GroupBy(joint => joint).Where(group => group.Count() > 1))
            _problems.Add(_where, $"joint \"{twice.Key}\" is there {twice.Count()} times");
        return joints;
    }

    private ImmutableArray<int> Parents()
    {
        var parents = new int[_joints.Length];
        if (!_json.TryGetProperty("parents", out var json) || json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != _joints.Length)
        {
            _problems.Add(_where, $"\"parents\" must be a list of {_joints.Length}: for each joint the name of the one it hangs on, null for the root");
            return [.. parents];
        }
        for (var joint = 0; joint < parents.Length; joint++)
            parents[joint] = json[joint].ValueKind == JsonValueKind.Null ? -1 : Joint(json[joint], $"the parent of \"{_joints[joint]}\"");
        if (parents.Count(parent => parent < 0) != 1)
            _problems.Add(_where, "\"parents\" must have exactly one null, the root");
        for (var joint = 0; joint < parents.Length; joint++)
        {
            var (at, steps) = (joint, 0);
            while (at >= 0 && steps++ <= parents.Length)
                at = parents[at];
            if (at >= 0)
                _problems.Add(_where, $"\"{_joints[joint]}\" hangs on itself by way of its parents");
        }
        return [.. parents];
    }

    private ImmutableArray<int> Mirror()
    {
        int[] mirror = [.. Enumerable.Range(0, _joints.Length)];
        if (!_json.TryGetProperty("mirror", out var json) || json.ValueKind != JsonValueKind.Array
            || json.EnumerateArray().Any(pair => pair.ValueKind != JsonValueKind.Array || pair.GetArrayLength() != 2))
        {
            _problems.Add(_where, "\"mirror\" must be a list of pairs of joints that are left and right twins");
            return [.. mirror];
        }
        foreach (var pair in json.EnumerateArray())
        {
            var (left, right) = (Joint(pair[0], "a joint of \"mirror\""), Joint(pair[1], "a joint of \"mirror\""));
            if (left < 0 || right < 0)
                continue;
            if (left == right || mirror[left] != left || mirror[right] != right)
                _problems.Add(_where, $"\"mirror\" has a joint twice: {pair.GetRawText()}");
            (mirror[left], mirror[right]) = (right, left);
        }
        return [.. mirror];
    }

    /// <summary>
    /// The map to h36m17 says what the joints are: h36m17's joint that is one joint alone makes that one the landmark, so that other
    /// layouts can be mapped to this.
    /// </summary>
    private Anatomy Anatomy()
    {
        var landmarks = new Landmark[_joints.Length];
        var sources = new Dictionary<Landmark, ImmutableArray<JointWeight>>();
        if (!_json.TryGetProperty("h36m17", out var json) || json.ValueKind != JsonValueKind.Object || !json.EnumerateObject().Any())
        {
            _problems.Add(_where, "\"h36m17\" must be an object: joints of h36m17, each with the joint, joints or weights that it is had from");
            return new Anatomy([.. landmarks], sources);
        }
        foreach (var entry in json.EnumerateObject())
        {
            var target = Skeletons.H36m17.Joints.IndexOf(entry.Name);
            if (target < 0)
                _problems.Add(_where, $"\"{entry.Name}\" is no joint of h36m17 ({string.Join(", ", Skeletons.H36m17.Joints)})");
            var blend = Blend(entry);
            if (target < 0 || blend.IsEmpty)
                continue;
            var landmark = Skeletons.H36m17.Anatomy.Landmarks[target];
            sources[landmark] = blend;
            if (blend is [{ Joint: var only }])
                landmarks[only] = landmark;
        }
        return new Anatomy([.. landmarks], sources);
    }

    private ImmutableArray<JointWeight> Blend(JsonProperty entry)
    {
        (int Joint, double Weight)[] parts = entry.Value.ValueKind switch
        {
            JsonValueKind.String => [(Joint(entry.Value, $"\"{entry.Name}\""), 1)],
            JsonValueKind.Array => [.. entry.Value.EnumerateArray().Select(joint => (Joint(joint, $"\"{entry.Name}\""), 1.0))],
            JsonValueKind.Object => [.. entry.Value.EnumerateObject().Select(part => (Joint(part.Name, $"\"{entry.Name}\""), Weight(part)))],
            _ => [],
        };
        if (parts.Length == 0)
            _problems.Add(_where, $"\"{entry.Name}\" must be a joint, a list of joints, or an object of joints and weights");
        if (parts.Length != parts.DistinctBy(part => part.Joint).Count())
            _problems.Add(_where, $"\"{entry.Name}\" has a joint twice");
        var total = parts.Sum(part => part.Weight);
        return parts.Any(part => part.Joint < 0) ? [] : [.. parts.Select(part => new JointWeight(part.Joint, part.Weight / total))];
    }

    private double Weight(JsonProperty part)
    {
        if (part.Value.ValueKind == JsonValueKind.Number && part.Value.GetDouble() is > 0 and < double.PositiveInfinity)
            return part.Value.GetDouble();
        _problems.Add(_where, $"the weight of \"{part.Name}\" must be a number above 0");
        return 1;
    }

    private int Joint(JsonElement name, string of) => Joint(name.ValueKind == JsonValueKind.String ? name.GetString()! : name.GetRawText(), of);

    private int Joint(string name, string of)
    {
        var joint = Array.IndexOf(_joints, name);
        if (joint < 0)
            _problems.Add(_where, $"{of}: \"{name}\" is none of the joints");
        return joint;
    }
}
