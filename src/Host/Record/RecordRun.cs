using StreamLift.Host.Brokers;
using StreamLift.Host.Record.Reading;
using StreamLift.Host.Record.Vmc;
using StreamLift.Host.Record.Writing;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Host.Record;

/// <summary>Runs <c>record</c>.</summary>
internal static class RecordRun
{
    /// <summary>Records until the end, or until <paramref name="stop"/>, and prints what was recorded.</summary>
    /// <returns>1 if nothing was recorded, or if a single file had no room for a rig or stream.</returns>
    /// <exception cref="ConfigurationException">Wrong options, another kind of topic, or a missing one, or files that can't be written.</exception>
    /// <exception cref="BrokerException">No broker answers, or a fatal broker error. What came before is in the files.</exception>
    public static async Task<int> RunAsync(RecordOptions options, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        var rigs = Rigs(options, terminal);
        var layouts = options.Layouts is { } path ? SkeletonCatalogue.Load(path) : null;
        var filter = new InstantFilter(options);
        var progress = new RecordProgress(terminal.Error, filter, clock);
        using var output = await OpenAsync(options, rigs, progress.WriteLine, clock, stop);
        var range = await TopicRange.FindAsync(options.Broker, options.From, options.To, clock.GetUtcNow(), stop);
        foreach (var line in range.Notes)
            terminal.Error.WriteLine($"note: {line}");
        terminal.Error.WriteLine(
            $"recording topic {options.Broker.Topic} to {options.Out}"
                + (output is FileOutput { FileOfPerson: { } file } ? $", a file for each person, such as {file}" : "")
                + (options.To is null && options.Length is null ? "; Ctrl+C ends it" : "")
        );

        var records = new TopicInstants(options.Encoding, layouts, options.IsSmooth);
        var loop = new RecordLoop(options, range, records, filter, output, progress, clock);
        var failures = await Task.Run(() => Record(loop, output, stop), CancellationToken.None);
        progress.Clear();
        var report = new RecordReport(options, filter, records, output);
        foreach (var line in report.Results())
            terminal.Output.WriteLine(line);
        foreach (var line in report.Notes())
            terminal.Error.WriteLine(line);
        if (failures.Count > 0)
            throw failures.Count == 1 ? failures[0] : new AggregateException(failures);
        if (records is { Read: 0, Unreadable: > 0 })
            throw RecordLoop.WrongTopic(options.Broker.Topic, records.FirstProblem);
        if (report.HasRecorded)
            return output is FileOutput { HasLeftOut: true } ? ExitCode.CheckFailed : ExitCode.Done;
        terminal.Error.WriteLine($"streamlift: topic {options.Broker.Topic}: nothing was recorded: {report.WhyNothing()}");
        return ExitCode.CheckFailed;
    }

    private static RigCatalogue? Rigs(RecordOptions options, Terminal terminal)
    {
        if (options.RigFile is null)
            return null;
        var rigs = RigCatalogue.LoadAll(options.RigFile);
        foreach (var line in rigs.Notes)
            terminal.Error.WriteLine(rigs.Warnings.Contains(line) ? $"warning: {line}" : $"note: {line}");
        return rigs;
    }

    // what is wrong with it is reported without a broker
    private static async Task<IInstantOutput> OpenAsync(
        RecordOptions options,
        RigCatalogue? rigs,
        Action<string> note,
        TimeProvider clock,
        CancellationToken stop
    )
    {
        var up = new UpAxis(options.Up, rigs, note);
        if (VmcAddress.IsOne(options.Out))
            return new VmcOutput(await VmcAddress.Parse(options.Out, options.Ports).ResolveAsync(stop), options.Ports, options.People, up, note, clock);
        return new FileOutput(OutPlace.Find(options.Out, options.Format, options.Overwrite, options.People), options, up, note, clock);
    }

    // the files are completed whatever happened
    private static List<Exception> Record(RecordLoop loop, IInstantOutput output, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var part in (Action[])[() => loop.Run(stop), () => output.Finish(stop.IsCancellationRequested)])
            try
            {
                part();
            }
            catch (Exception e) when (e is ConfigurationException or BrokerException)
            {
                if (failures.TrueForAll(one => one.Message != e.Message))
                    failures.Add(e);
            }
        return failures;
    }
}
