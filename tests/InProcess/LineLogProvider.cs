using Microsoft.Extensions.Logging;
using StreamLift.Tests.Brokers;

namespace StreamLift.Tests.InProcess;

/// <summary>The log among what a command printed, a line each.</summary>
internal sealed class LineLogProvider(PrintedLines lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLog(lines, categoryName);

    public void Dispose() { }

    private sealed class LineLog(PrintedLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(
                $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {logLevel}: {category} {formatter(state, exception)} {exception}"
                    .ReplaceLineEndings(" ")
                    .TrimEnd(),
                isOutput: false
            );
    }
}
