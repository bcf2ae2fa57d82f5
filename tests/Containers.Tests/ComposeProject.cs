using System.ComponentModel;
using StreamLift.Tests;
using StreamLift.Tests.Brokers;

namespace StreamLift.Containers.Tests;

/// <summary>The compose file with its synthetic cameras, as a project of its own: other ports, another volume than a user's.</summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    // Compose waits for the broker's health check and for the topics
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<string[]?> Program = new(Find);

    private readonly int _port = Ports.Free();
    private readonly string[] _file =
    [
        "-p",
        $"streamlift-tests-{Guid.NewGuid():N}",
        "-f",
        Path.Combine(SharedData.RepositoryRoot, "compose", "compose.yml"),
        "--profile",
        "synthetic",
    ];
    private readonly Dictionary<string, string> _environment;

    /// <param name="image">The service's.</param>
    public ComposeProject(string image) =>
        _environment = new Dictionary<string, string>
        {
            ["KAFKA_PORT"] = $"{_port}",
            ["STREAMLIFT_PORT"] = $"{Ports.Free()}",
            [Images.Variable] = image,
        };

    /// <summary>Null where Compose is there.</summary>
    public static string? SkipReason => Program.Value is null ? "neither docker compose nor docker-compose is there" : null;

    /// <summary>The broker's address from this process.</summary>
    public string Bootstrap => $"localhost:{_port}";

    /// <summary>Runs Compose on the project.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var program = Program.Value ?? throw new InvalidOperationException(SkipReason);
        using var command = Command.Start(program[0], [.. program[1..], .. _file, .. arguments], _environment);
        var code = await command.ExitAsync(Patience);
        var printed = string.Join('\n', command.Lines);
        return code == 0
            ? printed
            : throw new InvalidOperationException($"{string.Join(' ', program)} {string.Join(' ', arguments)} ended with {code}:\n{printed}");
    }

    /// <summary>Removes the containers, the network and the volume.</summary>
    public async ValueTask DisposeAsync() => await RunAsync("down", "--volumes");

    private static string[]? Find() =>
        Array.Find<string[]>(
            [
                ["docker", "compose"],
                ["docker-compose"],
            ],
            IsThere
        );

    private static bool IsThere(string[] program)
    {
        try
        {
            using var command = Command.Start(program[0], [.. program[1..], "version"]);
            return command.ExitAsync(Patience).GetAwaiter().GetResult() == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
