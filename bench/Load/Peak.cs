using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace StreamLift.Bench;

/// <summary>Measures the peak rate of fp32 multiply-add operations of the processor, without memory access: the upper limit of any network.</summary>
internal static class Peak
{
    private const double FlopsAPose = 8.55e6; // multiplications and additions of the network of width 1024
    private const int Chains = 12; // more than the latency of a multiply-add, fewer than the registers

    public static int Run()
    {
        var flops = 0.0;
        var threads = Enumerable
            .Range(0, Environment.ProcessorCount)
            .Select(_ => new Thread(() =>
            {
                Work(1_000_000); // compiled, and recompiled by tiered compilation
                var best = Enumerable.Range(0, 5).Max(_ => Work(40_000_000));
                lock (typeof(Peak))
                    flops += best;
            }))
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Console.WriteLine(FormattableString.Invariant($$"""{"gigaflops":{{flops / 1e9:F0}},"posesPerSecond":{{flops / FlopsAPose:F0}}}"""));
        return 0;
    }

    private static double Work(int turns)
    {
        var started = Stopwatch.GetTimestamp();
        var sum = Vector512.IsHardwareAccelerated ? Wide(turns) : Narrow(turns);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        GC.KeepAlive(sum);
        return 2.0 * Chains * (Vector512.IsHardwareAccelerated ? 16 : 8) * turns / seconds;
    }

    private static float Wide(int turns)
    {
        var (b, c) = (Vector512.Create(1.0001f), Vector512.Create(0.9f));
        Vector512<float> v0 = c,
            v1 = c,
            v2 = c,
            v3 = c,
            v4 = c,
            v5 = c,
            v6 = c,
            v7 = c,
            v8 = c,
            v9 = c,
            v10 = c,
            v11 = c;
        for (var i = 0; i < turns; i++)
        {
            v0 = Vector512.FusedMultiplyAdd(v0, b, c);
            v1 = Vector512.FusedMultiplyAdd(v1, b, c);
            v2 = Vector512.FusedMultiplyAdd(v2, b, c);
            v3 = Vector512.FusedMultiplyAdd(v3, b, c);
            v4 = Vector512.FusedMultiplyAdd(v4, b, c);
            v5 = Vector512.FusedMultiplyAdd(v5, b, c);
            v6 = Vector512.FusedMultiplyAdd(v6, b, c);
            v7 = Vector512.FusedMultiplyAdd(v7, b, c);
            v8 = Vector512.FusedMultiplyAdd(v8, b, c);
            v9 = Vector512.FusedMultiplyAdd(v9, b, c);
            v10 = Vector512.FusedMultiplyAdd(v10, b, c);
            v11 = Vector512.FusedMultiplyAdd(v11, b, c);
        }

        return Vector512.Sum(v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11);
    }

    private static float Narrow(int turns)
    {
        var (b, c) = (Vector256.Create(1.0001f), Vector256.Create(0.9f));
        Vector256<float> v0 = c,
            v1 = c,
            v2 = c,
            v3 = c,
            v4 = c,
            v5 = c,
            v6 = c,
            v7 = c,
            v8 = c,
            v9 = c,
            v10 = c,
            v11 = c;
        for (var i = 0; i < turns; i++)
        {
            v0 = Vector256.FusedMultiplyAdd(v0, b, c);
            v1 = Vector256.FusedMultiplyAdd(v1, b, c);
            v2 = Vector256.FusedMultiplyAdd(v2, b, c);
            v3 = Vector256.FusedMultiplyAdd(v3, b, c);
            v4 = Vector256.FusedMultiplyAdd(v4, b, c);
            v5 = Vector256.FusedMultiplyAdd(v5, b, c);
            v6 = Vector256.FusedMultiplyAdd(v6, b, c);
            v7 = Vector256.FusedMultiplyAdd(v7, b, c);
            v8 = Vector256.FusedMultiplyAdd(v8, b, c);
            v9 = Vector256.FusedMultiplyAdd(v9, b, c);
            v10 = Vector256.FusedMultiplyAdd(v10, b, c);
            v11 = Vector256.FusedMultiplyAdd(v11, b, c);
        }

        return Vector256.Sum(v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11);
    }
}
