namespace StreamLift.Host.Commands;

/// <summary>A flag of the service's commands. It sets configuration keys.</summary>
/// <param name="Name">The flag, <c>--lanes</c>.</param>
/// <param name="Value">Its value in the help; empty for a switch.</param>
/// <param name="Keys">The keys that it sets, without the section <c>StreamLift</c>.</param>
/// <param name="Help">What it does, with its default.</param>
internal sealed record ServiceFlag(string Name, string Value, string[] Keys, string Help)
{
    /// <summary>For a time: the seconds that a 1 stands for. Null: the value is the setting's text.</summary>
    public double? Seconds { get; init; }

    /// <summary>Whether it takes no value.</summary>
    public bool IsSwitch => Value.Length == 0;

    /// <summary>A flag without a value: it sets a key to true.</summary>
    public static ServiceFlag Switch(string name, string key, string help) => new(name, "", [key], help);
}
