using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Host.Bench;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Bench;

/// <summary>
/// Measures what it costs to look for what is probably wrong with streams: frames are decoded and written into a batch without and with it by turns, one
/// thread, processor time.
/// </summary>
internal static class Watching
{
    private const int Frames = 4096;
    private const int Passes = 10;

    /// <summary>Prints a line of JSON: medians and ranges of ns a frame, and of the difference in the same round.</summary>
    public static int Run(string file, int people, WireEncoding encoding, int rounds)
    {
        using var model = LifterModel.Open(file, new LifterOptions { Device = Device.Cpu, Threads = 1 });
        using var services = new ServiceCollection().AddMetrics().AddLifter().BuildServiceProvider();
        var telemetry = services.GetRequiredService<LifterTelemetry>();
        var found = 0;
        var suspects = new SuspectStreams(telemetry, _ => found++);
        var source = new FrameSource(people, encoding);
        var bodies = Enumerable.Range(0, Frames).Select(number => source.Record(number).Value).ToArray();
        var models = new ServedModel(model);
        var stages = new[] { Stage(null), Stage(suspects) };
        var times = new[] { new double[rounds], new double[rounds] };
        foreach (var stage in stages)
            Time(stage, bodies, encoding);
        for (var round = 0; round < rounds; round++)
            foreach (var at in round % 2 == 0 ? new[] { 0, 1 } : [1, 0])
                times[at][round] = Time(stages[at], bodies, encoding);
        var (without, with) = (SampleRange.Of(times[0]), SampleRange.Of(times[1]));
        var cost = SampleRange.Of(times[1].Zip(times[0], (mine, other) => mine - other));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"people":{{people}},"encoding":"{{encoding}}","found":{{found}},"withoutNs":{{without.Median:F0}},"withNs":{{with.Median:F0}}"""
                    + $$""","costNs":{{cost.Median:F1}},"leastNs":{{cost.Min:F1}},"mostNs":{{cost.Max:F1}}}"""
            )
        );
        return found == 0 ? 0 : 1;

        LiftStage Stage(SuspectStreams? taken) =>
            new(
                new LiftStageContext
                {
                    Models = models,
                    Layouts = SkeletonCatalogue.BuiltIn,
                    Cameras = null,
                    Image = "",
                    Limits = new(),
                    BatchCapacity = 512,
                    Sigma = false,
                    Suspects = taken,
                    Deadline = new Deadline(TimeSpan.Zero, TimeProvider.System),
                    Telemetry = telemetry,
                    Clock = TimeProvider.System,
                }
            );
    }

    // Nanoseconds of processor time a frame.
    private static double Time(LiftStage stage, byte[][] bodies, WireEncoding encoding)
    {
        var batch = (LiftBatch)stage.CreateBatch();
        var partition = new AssignedPartition("in", 0, 0);
        var context = new RecordContext(encoding == WireEncoding.Json ? InputEncoding.Json : InputEncoding.Protobuf);
        var before = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < Passes; pass++)
        for (var number = 0; number < bodies.Length; number++)
        {
            if (number % 256 == 0)
                batch.Clear();
            if (stage.Decoder.Decode(context, bodies[number], out var detail) != Rejection.None)
                throw new InvalidOperationException(detail);
            batch.Add(partition, number, 0);
            stage.Decoder.AddTo(batch, new RecordOrigin(number, null));
        }
        return (Environment.CpuUsage.TotalTime - before).TotalNanoseconds / (Passes * bodies.Length);
    }
}
