using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Poses;

namespace StreamLift.Host.Redrive;

/// <summary>
/// Runs <c>redrive</c>. It reads the dead letters twice: first their positions, some 50 bytes each, then their content, to send it in the original order.
/// At most <see cref="MaxBufferedBytes"/> of content wait in memory.
/// </summary>
internal static class RedriveRun
{
    /// <summary>Bytes of dead letters that may wait in memory.</summary>
    public const long MaxBufferedBytes = 64 << 20;

    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);

    /// <summary>Sends the dead letters that were not sent before, until <paramref name="stop"/>, and prints the results.</summary>
    /// <returns>1 if dead letters were not sent: they have no body, or it was stopped.</returns>
    /// <exception cref="ConfigurationException">Wrong options or a missing topic.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error. The offsets of what was delivered are committed.</exception>
    public static async Task<int> RunAsync(RedriveOptions options, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        if (options.To == options.Broker.Topic)
            throw new ConfigurationException($"--to {options.To}: this is the dead-letter topic itself");
        using var broker = new Broker(options.Broker.Bootstrap, options.Broker.Kafka, options.Broker.ConnectTimeout, stop);
        var topics = broker.Topics();
        var missing = new[] { options.Broker.Topic, options.To }
            .Where(topic => !topics.ContainsKey(topic))
            .Select(topic => $"topic {topic} does not exist at {options.Broker.Bootstrap}, or this user may not see it")
            .ToList();
        if (missing.Count > 0)
            throw new ConfigurationException(missing);
        await broker.AwaitLeadersAsync([options.Broker.Topic, options.To]);

        var partitions = topics[options.Broker.Topic];
        var before = await RedriveProgress.LoadAsync(broker, options, partitions);
        var ends = (
            await broker.Offsets.EndsAsync(new Dictionary<string, int> { [options.Broker.Topic] = partitions }, Confluent.Kafka.IsolationLevel.ReadCommitted)
        ).ToDictionary(end => end.Key.Partition, end => end.Value);
        // a topic that was deleted and created again ends before the committed offsets of the old one
        var begins = ends.ToDictionary(end => end.Key, end => before.From(end.Key) is var from && from <= end.Value ? from : 0);
        var report = new RedriveReport();
        await Task.Run(() => SendAsync(options, topics[options.To], before, begins, ends, report, clock, stop), CancellationToken.None);

        terminal.Output.WriteLine(options.Json ? report.ToJson() : report.ToText(options.Broker.Topic, options.To));
        var total = report.Total;
        if (report.Foreign > 0)
            terminal.Error.WriteLine($"note: {Counted.Of(report.Foreign, "record")} skipped, not a dead letter of StreamLift");
        if (total.Omitted > 0)
            terminal.Error.WriteLine(
                $"streamlift: {Counted.Of(total.Omitted, "dead letter")} without a body can't be sent: it was too large for its topic, or not kept"
            );
        if (stop.IsCancellationRequested)
            terminal.Error.WriteLine("streamlift: stopped before the end; the next redrive sends the remaining dead letters");
        return total.Omitted > 0 || stop.IsCancellationRequested ? ExitCode.CheckFailed : ExitCode.Done;
    }

    private static async Task SendAsync(
        RedriveOptions options,
        int partitions,
        RedriveProgress before,
        Dictionary<int, long> begins,
        Dictionary<int, long> ends,
        RedriveReport report,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        using var deadLetters = new DeadLetterTopic(options);
        var index = new DeadLetterIndex(before, report);
        foreach (var record in deadLetters.Read(begins, ends, stop))
            index.Add(record);
        var plan = index.Plan();
        for (var number = 0; number < plan.Count; number++)
            if (!plan.IsDuplicate(number))
                report[index.Reason(plan[number])].DeadLetters++;
        if (stop.IsCancellationRequested) // the index is incomplete, so no offset may be committed
            return;

        var progress = new RedriveProgressLog(plan);
        using var sender = new DeadLetterSender(options, partitions);
        var round = new RedriveRound(deadLetters, plan, progress, sender);
        BrokerException? failure = null;
        try
        {
            var committed = clock.GetTimestamp();
            foreach (var _ in round.Send(begins, ends, stop))
            {
                if (clock.GetElapsedTime(committed) < CommitEvery)
                    continue;
                await Commit();
                committed = clock.GetTimestamp();
            }

            sender.Finish();
        }
        catch (BrokerException e)
        {
            failure = e;
        }

        for (var number = 0; number < plan.Count; number++)
            if (!plan.IsDuplicate(number) && progress.IsDelivered(number))
                report[index.Reason(plan[number])].Sent++;
        try
        {
            await Commit();
        }
        catch (BrokerException) when (failure is not null)
        {
            // the first failure is the cause
        }

        if (failure is not null)
            throw failure;

        Task Commit() => before.CommitAsync(ends.Select(end => (end.Key, progress.CompletedBelow(end.Key, end.Value))));
    }
}
