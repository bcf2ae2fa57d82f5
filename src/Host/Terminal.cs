using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace StreamLift.Host;

/// <summary>Where a command writes. A test gives writers of its own.</summary>
/// <param name="Output">Results: the process's stdout.</param>
/// <param name="Error">Errors and notes: the process's stderr.</param>
/// <param name="AddLog">Adds the log's provider.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, Action<ILoggingBuilder> AddLog)
{
    /// <summary>The process's current stdout and stderr.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, AddConsole);

    private static void AddConsole(ILoggingBuilder log)
    {
        log.AddConsole(console => console.FormatterName = LogLineFormatter.FormatterName)
            .AddConsoleFormatter<LogLineFormatter, ConsoleFormatterOptions>(console => console.TimestampFormat = "HH:mm:ss");
        // stdout is reserved for a command's results
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
