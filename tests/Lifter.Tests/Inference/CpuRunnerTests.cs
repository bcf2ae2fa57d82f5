using StreamLift.Lifter.Inference;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Inference;

public sealed class CpuRunnerTests : IDisposable
{
    private const int Rows = 40;

    private readonly CpuRunner _runner;
    private readonly NetworkWidths _widths;
    private readonly float[] _input;

    public CpuRunnerTests()
    {
        var session = SessionFactory.OnCpu(File.ReadAllBytes(ModelFile.Default), ModelFile.Default);
        (_runner, _widths) = (new CpuRunner(session, 2), NetworkWidths.Of(session));
        var random = new Random(1);
        _input = [.. Enumerable.Range(0, Rows * _widths.Input).Select(_ => random.NextSingle() - 0.5f)];
    }

    public void Dispose() => _runner.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Small_batch_has_the_outputs_of_the_same_rows_of_a_large_one(bool isSecondAsked)
    {
        var (poses, sigmas) = Run(0, Rows, isSecondAsked);
        for (var rows = 1; rows <= 20; rows++)
        for (var at = 0; at + rows <= Rows; at += 7)
        {
            var (few, fewSigmas) = Run(at, rows, isSecondAsked);
            AreClose(poses[(at * _widths.Outputs[0])..((at + rows) * _widths.Outputs[0])], few);
            if (isSecondAsked)
                AreClose(sigmas[(at * _widths.Outputs[1])..((at + rows) * _widths.Outputs[1])], fewSigmas);
        }
    }

    [Fact]
    public void Small_batches_of_several_threads_do_not_mix()
    {
        var expected = Enumerable.Range(0, Rows).Select(row => Run(row, 1, true).Poses).ToArray();
        Parallel.For(0, 4000, i => Assert.Equal(expected[i % Rows], Run(i % Rows, 1, true).Poses));
    }

    [Fact]
    public void Outputs_beyond_the_rows_of_a_small_batch_are_left_as_they_are()
    {
        var (poses, sigmas) = (Filled(3 * _widths.Outputs[0]), Filled(3 * _widths.Outputs[1]));
        _runner.Run(_input, 2, poses, sigmas);
        Assert.All(poses[(2 * _widths.Outputs[0])..], number => Assert.Equal(-1f, number));
        Assert.All(sigmas[(2 * _widths.Outputs[1])..], number => Assert.Equal(-1f, number));
        Assert.Throws<ArgumentException>(() => _runner.Run(_input, 2, new float[5]));
    }

    private static float[] Filled(int length) => [.. Enumerable.Repeat(-1f, length)];

    // kernels add in another order for other numbers of rows
    private static void AreClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++)
            Assert.Equal(expected[i], actual[i], 0.01f);
    }

    private (float[] Poses, float[] Sigmas) Run(int at, int rows, bool isSecondAsked)
    {
        var poses = new float[rows * _widths.Outputs[0]];
        var sigmas = new float[isSecondAsked ? rows * _widths.Outputs[1] : 0];
        _runner.Run(_input.AsSpan(at * _widths.Input), rows, poses, sigmas);
        return (poses, sigmas);
    }
}
