using System.Diagnostics;
using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Measures the service in a separate process with a broker: throughput from a filled topic, and latency at a fixed rate.</summary>
internal sealed class EndToEnd(BenchOptions options, BenchBroker broker, BenchTopics topics)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Fills a topic and returns its name.</summary>
    /// <exception cref="BrokerException">Not every frame was delivered.</exception>
    public async Task<string> FillAsync(CancellationToken stop)
    {
        var input = await topics.CreateAsync("in");
        var (filled, _) = await Task.Run(
            () => TopicLoader.Run(broker, input, options.Frames, options.People, options.Encoding, framesPerRecord: 1, stop),
            CancellationToken.None
        );
        return filled == options.Frames
            ? input
            : throw new BrokerException($"topic {input}: {options.Frames - filled:N0} of {options.Frames:N0} frames were not delivered");
    }

    /// <summary>Starts the service on a filled topic and waits until it has lifted every frame.</summary>
    /// <exception cref="ServiceException">The service failed.</exception>
    public async Task<ThroughputStatistics> ThroughputAsync(string input, CancellationToken stop)
    {
        var (output, letters) = (await topics.CreateAsync("out"), await topics.CreateAsync("out-letters"));
        using var first = broker.Consumer<Ignore>(output);
        await Task.Run(() => first.AssignAtEnd(stop), CancellationToken.None);
        using var service = ServiceProcess.Start(Flags(input, output, letters, "throughput", "--until-end"));
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop, service.Ended);
        var start = await Task.Run(
                () =>
                {
                    // the end of an empty partition may be reported repeatedly
                    while (first.Next(running.Token).IsPartitionEOF) { }

                    return Stopwatch.GetElapsedTime(service.Started);
                },
                CancellationToken.None
            )
            .ContinueWith(found => found.IsCompletedSuccessfully ? found.Result.TotalSeconds : (double?)null, TaskScheduler.Default);
        first.Unassign(); // only the first record was of interest
        await service.EndAsync(stop);
        var emptied = await Task.Run(() => TopicDrain.Read(broker, output, severalARecord: false, since: 0, stop), CancellationToken.None);
        return emptied.Records == options.Frames
            ? ThroughputStatistics.Of(emptied, options.People, start, service.PeakMiB)
            : throw new BrokerException($"topic {output}: {options.Frames:N0} frames sent, {emptied.Records:N0} pose records received");
    }

    /// <summary>Starts the service on an empty topic and sends frames at the rate.</summary>
    /// <exception cref="ServiceException">The service failed.</exception>
    public async Task<LatencyStatistics> LatencyAsync(CancellationToken stop)
    {
        var (input, output, letters) = (await topics.CreateAsync("live"), await topics.CreateAsync("lived"), await topics.CreateAsync("live-letters"));
        using var service = ServiceProcess.Start(Flags(input, output, letters, "latency"));
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stop, service.Ended);
        var latency = new Latency(broker, input, output)
        {
            Rate = options.Rate,
            Seconds = options.Seconds,
            WarmUp = options.WarmUp,
            People = options.People,
            Encoding = options.Encoding,
        };
        try
        {
            return await Task.Run(() => latency.Run(running.Token), CancellationToken.None);
        }
        catch (OperationCanceledException) when (service.HasEnded)
        {
            await service.EndAsync(stop); // throws the service's own error
            throw new ServiceException(ExitCode.CheckFailed, ["run ended before its poses arrived"]);
        }
        finally
        {
            if (!service.HasEnded)
                await service.StopAsync().WaitAsync(30 * Second, CancellationToken.None);
        }
    }

    private IEnumerable<string> Flags(string input, string output, string letters, string purpose, params IEnumerable<string> more) =>
        [
            "--bootstrap",
            broker.Bootstrap,
            "--input",
            input,
            "--output",
            output,
            "--group",
            topics.Group(purpose),
            "--http",
            "off",
            "--dead-letters",
            letters,
            .. options.Run,
            .. more,
        ];
}
