using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace StreamLift.Host;

/// <summary>
/// Writes a log entry as one line: "12:00:00 warn: streamlift text". The framework's own formatter adds an event id, a number that a user can't use.
/// </summary>
internal sealed class LogLineFormatter(IOptions<ConsoleFormatterOptions> options, TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    /// <summary>The formatter's name in the console logger's options.</summary>
    public const string FormatterName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } error)
            text = $"{text} {error}";
        textWriter.Write(clock.GetLocalNow().ToString(options.Value.TimestampFormat, CultureInfo.InvariantCulture));
        textWriter.WriteLine($" {LevelName(logEntry.LogLevel)}: {logEntry.Category} {text.ReplaceLineEndings(" ")}");
    }

    private static string LevelName(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };
}
