using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace StreamLift.Host.Tests;

public sealed class LogLineFormatterTests
{
    [Fact]
    public void Log_entry_is_one_line_without_the_number_of_its_event()
    {
        var options = Options.Create(new ConsoleFormatterOptions { TimestampFormat = "HH:mm:ss" });
        var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "ingest 0", new EventId(2076773039, "Paused"), "one\ntwo", null, (state, _) => state);
        new LogLineFormatter(options, new FakeTimeProvider(DateTimeOffset.UnixEpoch)).Write(entry, null, writer);
        Assert.Equal($"00:00:00 warn: ingest 0 one two{Environment.NewLine}", writer.ToString());
    }

    [Theory]
    [InlineData(0, "0 frames")]
    [InlineData(1, "1 frame")]
    [InlineData(1200, "1,200 frames")]
    public void Counted_noun_is_singular_for_one_only(long number, string text) => Assert.Equal(text, Counted.Of(number, "frame"));
}
