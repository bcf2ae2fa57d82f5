using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using StreamLift.Host.Bench;

namespace StreamLift.Bench;

/// <summary>Times a command from its start to the first record that it writes to a topic, and kills it then.</summary>
internal static class FirstPose
{
    /// <summary>Prints a line of JSON.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="output">The topic, whose records so far don't count.</param>
    /// <param name="command">The command and its arguments.</param>
    public static int Run(BenchBroker broker, string output, IReadOnlyList<string> command)
    {
        using var consumer = broker.Consumer<Ignore>(output);
        consumer.AssignAtEnd(CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))!;
        using var ended = new CancellationTokenSource();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => ended.Cancel();
        try
        {
            // the end of an empty partition may be reported repeatedly
            while (consumer.Next(ended.Token).IsPartitionEOF) { }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""{"seconds":{{Stopwatch.GetElapsedTime(started).TotalSeconds:F3}}}"""));
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"{command[0]} ended before it wrote a record");
            return 1;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            process.WaitForExit();
        }
    }
}
