using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Poses;

namespace StreamLift.Host.Redrive;

/// <summary>
/// What <c>redrive</c> does. It reads the letters twice: to learn what is there, some 50 bytes a letter, and to send them in their original
/// order, with no more than <see cref="MaxBufferedBytes"/> of them waiting for their turn.
/// </summary>
internal static class RedriveRun
{
    /// <summary>Bytes of letters that may wait in memory.</summary>
    public const long MaxBufferedBytes = 64 << 20;

    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(1);

    /// <summary>Sends the letters that were not sent before, or those until <paramref name="stop"/>, and prints what became of them.</summary>
    /// <returns>1 where letters were not sent: they have no body, or it was stopped.</returns>
    /// <exception cref="ConfigurationException">Options, a missing topic.</exception>
    /// <exception cref="BrokerException">No broker answers, or it fails for good; what was delivered until then is acknowledged.</exception>
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

        var partitions = topics[options.Broker.Topic];
        var before = await RedriveProgress.LoadAsync(broker, options, partitions);
        var ends = (
            await broker.Offsets.EndsAsync(new Dictionary<string, int> { [options.Broker.Topic] = partitions }, Confluent.Kafka.IsolationLevel.ReadCommitted)
        ).ToDictionary(end => end.Key.Partition, end => end.Value);
        // a topic that was made again ends before what was committed of the old one
        var begins = ends.ToDictionary(end => end.Key, end => before.From(end.Key) is var from && from <= end.Value ? from : 0);
        var report = new RedriveReport();
        await Task.Run(() => SendAsync(options, topics[options.To], before, begins, ends, report, clock, stop), CancellationToken.None);

        terminal.Output.WriteLine(options.Json ? report.ToJson() : report.ToText(options.Broker.Topic, options.To));
        var total = report.Total;
        if (report.Foreign > 0)
            terminal.Error.WriteLine($"note: {report.Foreign:N0} records are not dead letters of StreamLift and were skipped");
        if (total.Omitted > 0)
            terminal.Error.WriteLine(
                $"streamlift: {total.Omitted:N0} dead letters have no body and can't be sent: the body was too large for the dead-letter topic, or was not kept"
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
        using var letters = new DeadLetterTopic(options);
        var index = new DeadLetterIndex(before, report);
        foreach (var record in letters.Read(begins, ends, stop))
            index.Add(record);
        var plan = index.Plan();
        for (var number = 0; number < plan.Count; number++)
            if (!plan.IsDuplicate(number))
                report[index.Reason(plan[number])].DeadLetters++;
        if (stop.IsCancellationRequested) // what was not looked at can't be acknowledged
            return;

        var progress = new RedriveProgressLog(plan);
        using var sender = new DeadLetterSender(options, partitions);
        var round = new RedriveRound(letters, plan, progress, sender);
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
            // the first failure says why
        }

        if (failure is not null)
            throw failure;

        Task Commit() => before.CommitAsync(ends.Select(end => (end.Key, progress.CompletedBelow(end.Key, end.Value))));
    }
}
