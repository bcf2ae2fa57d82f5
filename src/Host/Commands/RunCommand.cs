using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;

namespace StreamLift.Host.Commands;

/// <summary><c>streamlift run</c>: the service.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = RunOptions.AddTo(
            new Command(
                "run",
                "Lift keypoint frames from one topic into poses on another, until SIGTERM or Ctrl+C.\n\nExample:\n  streamlift run --bootstrap "
                    + "localhost:9092 --input keypoints --output poses --create-topics"
            )
        );
        command.SetAction((parsed, stop) => RunAsync(RunOptions.Read(parsed), terminal, stop));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> flags, Terminal terminal, CancellationToken stop)
    {
        var start = new ServiceStart(TimeProvider.System.GetTimestamp());
        using var signals = new Signals(stop);
        using var host = Composition.Build(flags, terminal, configure: services =>
            services
                .AddSingleton(start)
                .AddSingleton(signals)
                .AddSingleton<IHostLifetime>(signals)
                .AddSingleton<Service>()
                .AddHostedService(provider => provider.GetRequiredService<Service>())
        );
        await host.StartAsync(CancellationToken.None);
        await host.WaitForShutdownAsync(CancellationToken.None);
        // The host only logs an exception of the service. The command line turns it into a line and an exit code.
        await host.Services.GetRequiredService<Service>().ExecuteTask!;
        return ExitCode.Done;
    }
}
