using System.Runtime.InteropServices;
using Spectre.Console;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Wire;

namespace StreamLift.Host.Bench;

/// <summary>Runs <c>bench</c>.</summary>
internal static class Benchmark
{
    /// <summary>Measures the selected parts and prints the report.</summary>
    /// <param name="options">Checked options.</param>
    /// <param name="settings">The settings of the service to measure.</param>
    /// <param name="terminal">Where the report is printed.</param>
    /// <param name="stop">Ends it early; created topics are deleted nevertheless.</param>
    public static async Task<int> RunAsync(BenchOptions options, LiftSettings settings, Terminal terminal, CancellationToken stop)
    {
        var stored = options.Compare is { } file ? BenchComparison.Read(file) : null; // fails before minutes of measuring
        using var model = WarmModel.Load(settings.Lifter);
        if (model.Features.NeedsCamera)
            throw new ConfigurationException($"--model: {model.Id} needs each stream's camera; the synthetic streams of bench have none");
        using var broker = options.Bootstrap is { } servers ? new Broker(servers, options.Kafka, settings.Service.ConnectTimeout, stop) : null;
        broker?.Topics(); // fails early if no broker answers
        var report = new BenchReport
        {
            Machine = Machine(),
            Model = model.Id,
            Device = model.Device,
            Encoding = options.Encoding,
            People = options.People,
        };
        if (broker is null)
        {
            report = report with
            {
                Stages = options.Wants("stages") ? Stages(options, settings, model, benchBroker: null, "", "", stop) : [],
                Topics = "none made",
            };
        }
        else
        {
            var topics = new BenchTopics(broker);
            try
            {
                report = await MeasureWithBrokerAsync(report, options, settings, model, topics, stop);
            }
            finally
            {
                await topics.DeleteAsync();
                if (topics.Outcome.StartsWith("left", StringComparison.Ordinal))
                    terminal.Error.WriteLine($"note: {topics.Outcome}");
            }

            report = report with { Topics = topics.Outcome };
        }

        Print(report, stored, options.Json, terminal.Output);
        return ExitCode.Done;
    }

    private static async Task<BenchReport> MeasureWithBrokerAsync(
        BenchReport report,
        BenchOptions options,
        LiftSettings settings,
        LifterModel model,
        BenchTopics topics,
        CancellationToken stop
    )
    {
        var benchBroker = new BenchBroker(options.Bootstrap!, options.Kafka);
        var service = new EndToEnd(options, benchBroker, topics);
        var input = options.Wants("stages") || options.Wants("throughput") ? await service.FillAsync(stop) : "";
        if (options.Wants("throughput"))
            report = report with { Throughput = await service.ThroughputAsync(input, stop) };
        if (options.Wants("latency"))
            report = report with { Latency = await service.LatencyAsync(stop) };
        if (!options.Wants("stages"))
            return report;
        var output = await topics.CreateAsync("stage");
        return report with { Stages = await Task.Run(() => Stages(options, settings, model, benchBroker, input, output, stop), CancellationToken.None) };
    }

    private static IReadOnlyList<StageStatistics> Stages(
        BenchOptions options,
        LiftSettings settings,
        LifterModel model,
        BenchBroker? benchBroker,
        string input,
        string output,
        CancellationToken stop
    )
    {
        var clock = TimeProvider.System;
        var records = new StageTimer(TimeSpan.FromSeconds(options.StageSeconds), options.Repetitions, options.People, clock);
        var stage = new RecordStages(new StageSamples(options.People), model, records);
        var network = new NetworkStage(model, clock);
        var (most, threads) = (settings.Lifter.MaxBatch, model.Parallel);
        var statistics = new List<StageStatistics>();
        var client = benchBroker is null ? null : new BrokerStages(benchBroker, records, options.People, stop);
        if (client is not null)
            statistics.Add(client.Consume(input, options.Encoding));
        statistics.AddRange(Enum.GetValues<WireEncoding>().Select(stage.Decode));
        statistics.Add(stage.Features());
        foreach (var count in new[] { 1, threads }.Distinct())
        foreach (var batch in NetworkStage.Sizes.Append(most).Distinct().Order())
        {
            stop.ThrowIfCancellationRequested();
            statistics.Add(records.Time("inference", network.Work(batch, count), batch: batch, threads: count));
        }

        statistics.AddRange(Enum.GetValues<WireEncoding>().Select(stage.Encode));
        if (client is not null)
            statistics.Add(client.Produce(output, stage.Encoded(options.Encoding), options.Encoding));
        return StageStatistics.WithShares(statistics, one =>
            one.Batch is { } batch ? batch == most && one.Threads == threads : one.Encoding is null || one.Encoding == options.Encoding
        );
    }

    private static void Print(BenchReport report, BenchComparison? stored, bool json, TextWriter output)
    {
        if (json)
        {
            output.WriteLine(report.ToJson());
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        foreach (var table in BenchTables.Of(report))
            table.WriteTo(console);
        stored?.With(report).WriteTo(console);
        if (report.Throughput is not null || report.Latency is not null)
            output.WriteLine($"topics {report.Topics}");
    }

    private static string Machine()
    {
        var name = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : null;
        return $"{Environment.ProcessorCount} cores, {name ?? RuntimeInformation.ProcessArchitecture.ToString()}, .NET {Environment.Version}";
    }
}
