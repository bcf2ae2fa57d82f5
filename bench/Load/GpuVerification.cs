using System.Diagnostics;
using System.Globalization;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Bench;

/// <summary>
/// Verifies that a GPU computes the same poses as the CPU at every batch size, and the same bytes in each run, from several threads, and during a
/// model change. Prints one line per check, then the speed.
/// </summary>
internal sealed class GpuVerification(string file, LifterOptions options)
{
    private const int Rows = 4096;

    // The largest allowed mean distance of the joints in mm, as for int8 and fp16.
    private const double Gate = 0.3;

    private bool _isSound = true;

    /// <returns>0, or 1 if a check failed.</returns>
    public int Run()
    {
        using var exact = LifterModel.Open(file, new LifterOptions { Device = Device.Cpu });
        var started = Stopwatch.GetTimestamp();
        using var model = WarmModel.Load(options);
        Console.WriteLine(
            Text(
                $"## {options.Device.ToString().ToLowerInvariant()}, {model.Card.Precision}\n\n{model.Id} on {model.Device}; loaded and warm in "
                    + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s\n"
            )
        );
        Check("the device that was asked for is used", options.Device == Device.Cpu == model.Device.StartsWith("CPU", StringComparison.Ordinal), model.Device);
        var input = GpuPoses.Rows(model, Rows);
        var expected = GpuPoses.Lift(exact, input, Rows, options.MaxBatch);
        foreach (var batch in Sizes())
        {
            var (mean, most) = GpuPoses.Apart(expected, GpuPoses.Lift(model, input, Rows, batch));
            Check(Text($"batches of {batch} as the CPU's fp32 lifts them"), mean <= Gate, Text($"{mean:F4} mm a joint, {most:F3} mm at most"));
        }

        Repeats(model, input);
        Neighbours(model, input);
        Threads(model, input);
        Changes(input);
        Console.WriteLine("\n| people in a batch | poses/s | one batch, ms (p50) |\n|---:|---:|---:|");
        foreach (var batch in Sizes().Where(size => size % 8 == 0 || size == 1))
            Console.WriteLine(Text($"| {batch} | {Inference.Rate(model, batch, 3):N0} | {Alone(model, input, batch):F3} |"));
        Console.WriteLine();
        return _isSound ? 0 : 1;
    }

    private static string Text(string text) => text;

    private void Check(string what, bool isSound, string figures = "")
    {
        _isSound &= isSound;
        Console.WriteLine($"- {(isSound ? "ok" : "**FAILED**")}: {what}{(figures.Length == 0 ? "" : $" ({figures})")}");
    }

    // The edges of each bucket, and batches that are split.
    private IEnumerable<int> Sizes()
    {
        var sizes = new SortedSet<int> { 1, options.MaxBatch, options.MaxBatch + 1, (2 * options.MaxBatch) + 3 };
        for (var size = 8; size <= options.MaxBatch; size *= 2)
            sizes.UnionWith([size - 1, size, size + 1]);
        return sizes.Where(size => size <= Rows);
    }

    private void Repeats(LifterModel model, float[] input)
    {
        var first = GpuPoses.Lift(model, input, Rows, options.MaxBatch);
        Check(
            "20 times the same poses give the same bytes",
            Enumerable.Range(0, 20).All(_ => GpuPoses.Lift(model, input, Rows, options.MaxBatch).AsSpan().SequenceEqual(first))
        );
    }

    // A row at every index of the largest bucket, then alone, with other rows left in the buffer.
    private void Neighbours(LifterModel model, float[] input)
    {
        var (width, batch) = (model.InputWidth, options.MaxBatch);
        var row = input.AsSpan(0, width).ToArray();
        var poses = new float[batch * LiftBatch.PoseWidth];
        var seen = new HashSet<string>();
        for (var place = 0; place < batch; place++)
        {
            var mixed = input.AsSpan(place * width, batch * width).ToArray();
            row.CopyTo(mixed.AsSpan(place * width));
            model.Run(mixed, batch, poses);
            seen.Add(Bytes(poses.AsSpan(place * LiftBatch.PoseWidth, LiftBatch.PoseWidth)));
        }

        Check("a pose is the same bytes at every place of a batch, whoever is beside it", seen.Count == 1, Text($"{seen.Count} kinds"));
        seen.Clear();
        for (var other = 0; other < 8; other++)
        {
            model.Run(input.AsSpan(other * 8 * width, 8 * width), 8, poses);
            model.Run(input.AsSpan(other * 8 * width, 8 * width), 8, poses); // uses both slots
            model.Run(row, 1, poses);
            seen.Add(Bytes(poses.AsSpan(0, LiftBatch.PoseWidth)));
        }

        Check("what is left over in a bucket from earlier batches changes no byte", seen.Count == 1, Text($"{seen.Count} kinds"));
    }

    private void Threads(LifterModel model, float[] input)
    {
        var first = GpuPoses.Lift(model, input, Rows, options.MaxBatch);
        var isSame = true;
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            if (!GpuPoses.Lift(model, input, Rows, options.MaxBatch).AsSpan().SequenceEqual(first))
                Volatile.Write(ref isSame, false);
        });
        Check("eight threads at once get the same bytes", isSame);
    }

    private void Changes(float[] input)
    {
        var models = new ServedModel(WarmModel.Load(options));
        var first = GpuPoses.Lift(models.Current, input, Rows, options.MaxBatch);
        var (isOver, isSame, lifted) = (false, true, 0L);
        var lifting = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Factory.StartNew(
                    () =>
                    {
                        while (!Volatile.Read(ref isOver))
                        {
                            var model = models.Acquire();
                            if (!GpuPoses.Lift(model, input, Rows, options.MaxBatch).AsSpan().SequenceEqual(first))
                                Volatile.Write(ref isSame, false);
                            models.Release(model);
                            Interlocked.Add(ref lifted, Rows);
                        }
                    },
                    TaskCreationOptions.LongRunning
                )
            )
            .ToArray();
        for (var change = 0; change < 5; change++)
            models.Replace(WarmModel.Load(options)); // the same file: a new session, new buffers, new graphs
        Volatile.Write(ref isOver, true);
        Task.WaitAll(lifting);
        models.Current.Dispose();
        Check("five changes of the model while two threads lift: no error, the same bytes", isSame && lifted > 0, Text($"{lifted:N0} poses meanwhile"));
    }

    private static double Alone(LifterModel model, float[] input, int batch)
    {
        var (output, times) = (new float[batch * LiftBatch.PoseWidth], new List<double>());
        for (var i = 0; i < 300; i++)
        {
            var started = Stopwatch.GetTimestamp();
            model.Run(input.AsSpan(0, batch * model.InputWidth), batch, output);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static string Bytes(ReadOnlySpan<float> pose) => Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(pose));
}
