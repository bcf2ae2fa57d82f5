using System.CommandLine;

namespace StreamLift.Host.Commands;

/// <summary>The flags of <c>run</c> and <c>check</c>.</summary>
internal static class RunOptions
{
    private static readonly FlagTable Table = new([
        .. LaneFlags.All,
        .. LiftFlags.All,
        new("--people", "TOPIC", ["Service:People"], "run the second stage too, which writes people to this topic; --output lies between the stages"),
        .. FuseFlags.People,
    ]);

    /// <summary>The flag that sets a configuration key, and its values; null if there is none.</summary>
    public static (string Name, string Values)? FlagOf(string key) => Table.FlagOf(key);

    /// <summary>Adds the flags to a command.</summary>
    public static Command AddTo(Command command) => Table.AddTo(command);

    /// <summary>The configuration keys that the given flags set.</summary>
    /// <exception cref="Poses.ConfigurationException">A value that can't be read.</exception>
    public static Dictionary<string, string?> Read(ParseResult parsed) => Table.Read(parsed);
}
