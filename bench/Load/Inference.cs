using System.Diagnostics;
using StreamLift.Lifter;

namespace StreamLift.Bench;

/// <summary>The network alone, with every core: the most that the service could reach if Kafka cost nothing.</summary>
internal static class Inference
{
    public static int Run(string file)
    {
        var options = new LifterOptions { Device = Device.Cpu };
        using var model = LifterModel.Load(file, options);
        var rows = options.MaxBatch;
        var random = new Random(1);
        var input = Enumerable.Range(0, rows * model.InputWidth).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var output = new float[rows * LiftBatch.PoseWidth];
        for (var i = 0; i < 10; i++)
            model.Run(input, rows, output);
        var (started, lifted) = (Stopwatch.GetTimestamp(), 0L);
        for (; Stopwatch.GetElapsedTime(started).TotalSeconds < 5; lifted += rows)
            model.Run(input, rows, output);
        Console.WriteLine(FormattableString.Invariant($$"""{"batch":{{rows}},"posesPerSecond":{{lifted / Stopwatch.GetElapsedTime(started).TotalSeconds:F0}}}"""));
        return 0;
    }
}
