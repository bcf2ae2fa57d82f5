using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using StreamLift.Poses.Layouts;

namespace StreamLift.Detectors.Framing;

/// <summary>Compares joints' names as different tools spell them: <c>left-knee</c>, <c>left_knee</c> and <c>LKnee</c> are the same.</summary>
internal static class JointNames
{
    private static readonly ConcurrentDictionary<Skeleton, FrozenDictionary<string, int>> Indexes = new();

    /// <summary>The name in the spelling in which all are compared.</summary>
    public static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            if (letter is not ('-' or '_' or ' ' or '.'))
                plain.Append(char.ToLowerInvariant(letter));
        var text = plain.ToString();
        return text.StartsWith("left", StringComparison.Ordinal) ? string.Concat("l", text.AsSpan(4))
            : text.StartsWith("right", StringComparison.Ordinal) ? string.Concat("r", text.AsSpan(5))
            : text;
    }

    /// <summary>The index of a joint; -1 when the layout has none of this name. DeepStream calls COCO's wrists hands, and the ankles feet.</summary>
    public static int IndexIn(Skeleton layout, string name)
    {
        var indexes = Indexes.GetOrAdd(layout, Index);
        var plain = Plain(name);
        if (indexes.TryGetValue(plain, out var index))
            return index;
        var other = plain switch
        {
            "lhand" => "lwrist",
            "rhand" => "rwrist",
            "lfoot" => "lankle",
            "rfoot" => "rankle",
            _ => plain,
        };
        return indexes.TryGetValue(other, out index) ? index : -1;
    }

    private static FrozenDictionary<string, int> Index(Skeleton layout)
    {
        var indexes = new Dictionary<string, int>();
        for (var joint = 0; joint < layout.Count; joint++)
            indexes.TryAdd(Plain(layout.Joints[joint]), joint);
        return indexes.ToFrozenDictionary();
    }
}
