using Microsoft.Extensions.Configuration;
using StreamLift.Host.Commands;
using StreamLift.Host.Running;
using StreamLift.Lifter;
using StreamLift.Poses;

namespace StreamLift.Host.Settings;

/// <summary>
/// The stages of a process of <c>run</c>: the first one, and with <c>--people</c> the second one as well, which reads what the first one writes. Whatever is
/// not said of a topic or a group is the same for both.
/// </summary>
internal static class BothStages
{
    /// <summary>The stages that the settings ask for, the first one first.</summary>
    /// <param name="flags">The configuration keys that the command line sets.</param>
    /// <exception cref="ConfigurationException">Options that have no effect, one line each.</exception>
    public static IReadOnlyList<StageFlags> Of(IReadOnlyDictionary<string, string?> flags)
    {
        using var settings = SettingsSources.Read(flags);
        var hasPeople = !string.IsNullOrEmpty(Value("Service:People"));
        var unused = Unused(flags, hasPeople).ToList();
        if (unused.Count > 0)
            throw new ConfigurationException(unused);
        if (!hasPeople)
            return [new StageFlags(flags, LiftComposition.Add)];
        var (poses, group) = (Value("Sink:Output"), Value("Ingest:Group"));
        var first = new Dictionary<string, string?>(flags)
        {
            // what the second stage needs of the first
            ["StreamLift:Lifter:WithKeypoints"] = "true",
            ["StreamLift:Lifter:Key"] = nameof(OutputKey.Rig),
            ["StreamLift:Lifter:Rig"] = Value("Fuser:Rig"),
        };
        var second = new Dictionary<string, string?>(flags)
        {
            ["StreamLift:Ingest:Bootstrap"] = Value("Sink:Bootstrap") is { Length: > 0 } output ? output : Value("Ingest:Bootstrap"),
            ["StreamLift:Ingest:Input"] = poses,
            ["StreamLift:Ingest:Group"] = $"{(string.IsNullOrEmpty(group) ? "streamlift" : group)}-fuse",
            ["StreamLift:Ingest:From"] = "committed",
            ["StreamLift:Ingest:Encoding"] = "json",
            ["StreamLift:Ingest:Layout"] = "",
            ["StreamLift:Sink:Output"] = Value("Service:People"),
            ["StreamLift:Sink:DeadLetters"] = $"{poses}.dead-letters",
            ["StreamLift:Sink:SourceHeader"] = "false",
        };
        if (Value("Lifter:MinScore") is { Length: > 0 } minScore && string.IsNullOrEmpty(Value("Fuser:MinScore")))
            second["StreamLift:Fuser:MinScore"] = minScore; // one flag for both stages
        return [new StageFlags(first, LiftComposition.Add), new StageFlags(second, FuseComposition.Add)];

        string? Value(string key) => settings[$"StreamLift:{key}"];
    }

    private static IEnumerable<string> Unused(IReadOnlyDictionary<string, string?> flags, bool hasPeople)
    {
        if (!hasPeople)
            return FuseFlags
                .People.Where(flag => LiftFlags.All.All(first => first.Name != flag.Name) && flag.Keys.Any(key => flags.ContainsKey($"StreamLift:{key}")))
                .Select(flag => $"{flag.Name} is an option of the second stage: add --people TOPIC, or leave it out");
        var key = flags.GetValueOrDefault("StreamLift:Lifter:Key");
        return key is null || key.Equals(nameof(OutputKey.Rig), StringComparison.OrdinalIgnoreCase)
            ? []
            : [$"--key {key}: with --people the key of the poses is their rig; leave --key out"];
    }
}
