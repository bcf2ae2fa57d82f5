using FsCheck;
using FsCheck.Fluent;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Inference;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class GpuRunnerTests
{
    private static readonly NetworkWidths Small = new(2, [3, 1]);
    private FakeGpu _gpu = null!;

    [Fact]
    public void GPU_runner_prepares_every_bucket_of_every_slot_before_the_first_batch()
    {
        using var runner = Runner(maxBatch: 16);
        Assert.Equal(
            ["begin 0: 16 of 16", "finish 0", "begin 1: 16 of 16", "finish 1", "begin 0: 8 of 8", "finish 0", "begin 1: 8 of 8", "finish 1"],
            _gpu.Log
        );
    }

    [Fact]
    public void GPU_runner_on_a_fake_GPU_returns_the_CPU_poses_bit_for_bit_at_any_batch_size()
    {
        var session = SessionFactory.OnCpu(File.ReadAllBytes(ModelFile.Default), ModelFile.Default);
        var widths = NetworkWidths.Of(session);
        using var cpu = new CpuRunner(session, 1);
        // The unused rows of a bucket hold NaN, which must not affect other rows.
        using var runner = new GpuRunner(
            () => _gpu = new FakeGpu(widths, 64, (input, rows, outputs) => cpu.Run(input, rows, outputs[0]), initialValue: float.NaN),
            widths,
            new Buckets(64),
            "a model"
        );
        Prop.ForAll(Gen.Choose(1, 150).ToArbitrary(), rows =>
            {
                var random = new Random(rows);
                var input = Enumerable.Range(0, rows * widths.Input).Select(_ => random.NextSingle() - 0.5f).ToArray();
                var (expected, output) = (new float[rows * 51], new float[rows * 51]);
                cpu.Run(input, rows, expected);
                runner.Run(input, rows, output);
                return expected.AsSpan().SequenceEqual(output);
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void GPU_runner_splits_a_batch_larger_than_every_bucket_and_reassembles_the_outputs()
    {
        using var runner = Runner(maxBatch: 8);
        _gpu.Log.Clear();
        var input = Enumerable.Range(0, 2 * 19).Select(i => (float)i).ToArray();
        var (first, second) = (new float[3 * 19], new float[19]);
        runner.Run(input, 19, first, second);
        Assert.Equal(["begin 0: 8 of 8", "finish 0", "begin 0: 8 of 8", "finish 0", "begin 0: 3 of 8", "finish 0"], _gpu.Log);
        Assert.Equal(Enumerable.Range(0, 19).SelectMany(row => new float[] { 4 * row, 4 * row + 1, 4 * row + 2 }), first);
        Assert.Equal(Enumerable.Range(0, 19).Select(row => -4f * row), second);
    }

    [Fact]
    public void GPU_runner_does_not_fetch_an_unwanted_output()
    {
        using var runner = Runner(maxBatch: 8, initialValue: 7);
        runner.Run([1, 1], 1, new float[3]);
        Assert.Equal(0, _gpu.Output(0, 1)[0]); // The warm-up downloaded zeros, and this run must not change them.
    }

    [Fact]
    public void GPU_runner_begins_the_next_batch_while_one_is_in_flight()
    {
        using var runner = Runner(maxBatch: 8);
        using var release = new ManualResetEventSlim();
        _gpu.Log.Clear();
        _gpu.OnBegin = release.Wait;
        Thread[] callers = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() => runner.Run([1, 2], 1, new float[3])) { IsBackground = true })];
        foreach (var caller in callers)
        {
            caller.Start();
            SpinWait.SpinUntil(() => caller.ThreadState.HasFlag(ThreadState.WaitSleepJoin)); // The caller has submitted its batch and waits.
        }

        release.Set();
        Array.ForEach(callers, caller => caller.Join());
        Assert.Equal(["begin 0: 1 of 8", "begin 1: 1 of 8", "finish 0", "finish 1"], _gpu.Log);
    }

    [Fact]
    public void GPU_runner_gives_each_of_many_concurrent_callers_its_own_poses()
    {
        using var runner = Runner(maxBatch: 32);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var rows = 1 + (number % 40);
            var input = Enumerable.Range(0, 2 * rows).Select(i => (float)(number + i)).ToArray();
            var output = new float[3 * rows];
            runner.Run(input, rows, output);
            Assert.Equal(Enumerable.Range(0, rows).Select(row => 2f * (number + (2 * row))), output.Where((_, i) => i % 3 == 0));
        });
    }

    [Fact]
    public void GPU_failure_fails_every_batch_with_the_cause_and_the_remedy()
    {
        using var runner = Runner(maxBatch: 8);
        _gpu.OnFinish = () => throw new CudaException("waiting for a batch: CUDA_ERROR_LAUNCH_FAILED (unspecified launch failure)");
        for (var batch = 0; batch < 3; batch++)
        {
            var lost = Assert.Throws<DeviceLostException>(() => runner.Run([1, 2], 1, new float[3]));
            Assert.Contains("CUDA_ERROR_LAUNCH_FAILED", lost.Message, StringComparison.Ordinal);
            Assert.Contains("a model on a GPU: the GPU failed", lost.Message, StringComparison.Ordinal);
            Assert.Contains("read again at the next start", lost.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void GPU_runner_that_fails_to_open_or_prepare_throws_the_cause_and_frees_the_GPU()
    {
        Assert.Throws<CudaException>(() => new GpuRunner(() => throw new CudaException("no"), Small, new Buckets(8), "a model"));
        Assert.Throws<CudaException>(() =>
            new GpuRunner(() => _gpu = new FakeGpu(Small, 8, Double) { OnFinish = () => throw new CudaException("no") }, Small, new Buckets(8), "a model")
        );
        SpinWait.SpinUntil(() => _gpu.Log is [.., "dispose"]);
    }

    [Fact]
    public void GPU_runner_frees_the_GPU_on_its_own_thread()
    {
        Runner(maxBatch: 8).Dispose();
        Assert.Equal("dispose", _gpu.Log[^1]);
    }

    [Fact]
    public void GPU_runner_allocates_nothing_on_the_thread_of_its_caller()
    {
        using var runner = Runner(maxBatch: 8);
        _gpu.IsLogOff = true;
        var (input, output) = (new float[2 * 20], new float[3 * 20]);
        Assert.Equal(0, Allocations.Of(() => runner.Run(input, 20, output)));
    }

    // First output: twice the row's first value, plus 0, 1 and 2. Second output: minus twice the first value.
    private static void Double(float[] input, int rows, float[][] outputs)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < 3; i++)
                outputs[0][(3 * row) + i] = (2 * input[2 * row]) + i;
            outputs[1][row] = -2 * input[2 * row];
        }
    }

    private GpuRunner Runner(int maxBatch, float initialValue = 0)
    {
        var buckets = new Buckets(maxBatch);
        return new GpuRunner(() => _gpu = new FakeGpu(Small, buckets.Largest, Double, initialValue), Small, buckets, "a model on a GPU");
    }
}
