using System.CommandLine;

namespace StreamLift.Host.Commands;

/// <summary>The flags of <c>fuse</c>.</summary>
internal static class FuseOptions
{
    /// <summary>The consumer group without <c>--group</c>: another one than that of <c>run</c>, whose offsets are of another topic.</summary>
    public const string DefaultGroup = "streamlift-fuse";

    private static readonly FlagTable Table = new([.. LaneFlags.All, .. FuseFlags.All]);

    /// <summary>The flag that sets a configuration key, and its values; null if there is none.</summary>
    public static (string Name, string Values)? FlagOf(string key) => Table.FlagOf(key);

    /// <summary>Adds the flags to a command.</summary>
    public static Command AddTo(Command command) => Table.AddTo(command);

    /// <summary>The configuration keys that the given flags set.</summary>
    /// <exception cref="Poses.ConfigurationException">A value that can't be read.</exception>
    public static Dictionary<string, string?> Read(ParseResult parsed) => Table.Read(parsed);
}
