using System.Text.Encodings.Web;
using System.Text.Json;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Rigs;

/// <summary>
/// The file of <c>--joints</c>: a JSON object that gives for a joint of h36m17 the rig's joint (<c>"RKnee": "shin.R"</c>), several that it lies in the
/// middle of (<c>["a", "b"]</c>), or a weighted sum (<c>{"a": 0.7, "b": 0.3}</c>). <c>Head</c> is the joint that the head turns about, and <c>HeadTop</c>
/// may name its top. Joints that it leaves out are found as without it.
/// </summary>
internal sealed class JointFile
{
    private static readonly string[] Keys = [.. Skeletons.H36m17.Joints, "HeadTop"];

    private const string Form = "a joint's name, a list of names, or an object of names with weights that sum to 1";

    private readonly string _path;
    private readonly Dictionary<string, (string Joint, float Weight)[]> _joints = [];

    /// <exception cref="ConfigurationException">The file can't be read or is invalid: lists all problems.</exception>
    public JointFile(string path)
    {
        _path = path;
        var problems = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new ConfigurationException($"{path}: not a JSON object with joints of h36m17");
            foreach (var entry in document.RootElement.EnumerateObject())
                Add(entry, problems);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--joints {path} can't be read: {OneLine.Of(e.Message, 200)}");
        }
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    /// <param name="how">Whose joints they are, for a note: "by the markers of Plug-in Gait".</param>
    /// <param name="json">The content of such a file.</param>
    public JointFile(string how, string json)
    {
        (_path, How) = (how, how);
        using var document = JsonDocument.Parse(json);
        var problems = new List<string>();
        foreach (var entry in document.RootElement.EnumerateObject())
            Add(entry, problems);
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
    }

    private JointFile(JointFile own, JointFile others)
    {
        (_path, How) = (own._path, own.How);
        foreach (var (joint, terms) in others._joints.Concat(own._joints))
            _joints[joint] = terms;
    }

    /// <summary>The same file, with the joints that it leaves out taken from another.</summary>
    public JointFile Or(JointFile? others) => others is null ? this : new(this, others);

    /// <summary>How joints are found with this file, for a note.</summary>
    public string How { get; } = "by --joints";

    /// <summary>Whether a rig has all joints that the file names.</summary>
    public bool Fits(IReadOnlyList<string> names)
    {
        Resolve(names, out var problem);
        return problem is null;
    }

    /// <summary>The rig's joints for each joint of h36m17, then for the top of the head; unknown where the file leaves one out.</summary>
    /// <param name="names">The rig's joint names.</param>
    /// <param name="problem">The joints that the rig lacks, or null.</param>
    public JointTerms[] Resolve(IReadOnlyList<string> names, out string? problem)
    {
        var resolved = new JointTerms[Keys.Length];
        var missing = new List<string>();
        foreach (var (joint, terms) in _joints)
        {
            var found = terms.Select(term => (Joint: IndexOf(names, term.Joint), term.Weight)).ToArray();
            missing.AddRange(terms.Where((_, i) => found[i].Joint < 0).Select(term => term.Joint));
            if (Array.TrueForAll(found, term => term.Joint >= 0))
                resolved[Array.IndexOf(Keys, joint)] = new(found);
        }
        problem = missing.Count == 0 ? null : $"the file has no joint named {string.Join(", ", missing.Select(name => OneLine.Of(name)))}, as {_path} says";
        return resolved;
    }

    /// <summary>The content of a file for a rig: what is known of it, and "?" for the rest.</summary>
    public static string Template(RigJoints known, IReadOnlyList<string> names)
    {
        string Named(int joint) => joint < 0 ? "?" : JsonEncodedText.Encode(names[joint], JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
        var entries = RigJoints.LimbNames.Select((limb, i) => $"\"{limb}\": \"{Named(known.Limbs[i])}\"").Append($"\"Head\": \"{Named(known.Head)}\"");
        return OneLine.Of($"{{{string.Join(", ", entries)}}}", 4000);
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name)
                return i;
        var alike = Enumerable.Range(0, names.Count).Where(i => names[i].Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return alike is [var only] ? only : -1;
    }

    private void Add(JsonProperty entry, List<string> problems)
    {
        var joint = Keys.FirstOrDefault(known => known.Equals(entry.Name, StringComparison.OrdinalIgnoreCase));
        if (joint is null)
            problems.Add($"{_path}: \"{OneLine.Of(entry.Name)}\" is no joint of the body; its joints are {string.Join(", ", Keys)}");
        else if (_joints.ContainsKey(joint))
            problems.Add($"{_path}: {joint} appears twice");
        else if (Terms(entry.Value) is { } terms)
            _joints[joint] = terms;
        else
            problems.Add($"{_path}: {joint}: expected is {Form}");
    }

    private static (string Joint, float Weight)[]? Terms(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return [(value.GetString()!, 1)];
            case JsonValueKind.Array when value.GetArrayLength() > 0 && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String):
                return [.. value.EnumerateArray().Select(one => (one.GetString()!, 1f / value.GetArrayLength()))];
            case JsonValueKind.Object when value.EnumerateObject().All(one => one.Value.ValueKind == JsonValueKind.Number):
                var terms = value.EnumerateObject().Select(one => (one.Name, one.Value.GetSingle())).ToArray();
                return Math.Abs(terms.Sum(term => term.Item2) - 1) < 0.01f ? terms : null;
            default:
                return null;
        }
    }
}
