using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace StreamLift.Host;

/// <summary>Where a command writes. A test gives writers of its own.</summary>
/// <param name="Output">Results: the process's stdout.</param>
/// <param name="Error">Errors and notes: the process's stderr.</param>
/// <param name="AddLog">Adds what the log is written by.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, Action<ILoggingBuilder> AddLog)
{
    /// <summary>The process's own stdout and stderr, as they are now.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, AddConsole);

    private static void AddConsole(ILoggingBuilder log)
    {
        log.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // stdout belongs to what a command prints
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
