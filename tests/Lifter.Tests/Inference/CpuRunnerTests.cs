using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
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
        var session = Session(ModelFile.Default);
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
        Assert.Throws<ArgumentOutOfRangeException>(() => _runner.Run(_input, 2, new float[5]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Rows)]
    public void First_output_alone_comes_from_the_session_for_it(int rows)
    {
        var (image, centred) = (ModelFile.Default, ModelFile.Default.Replace("image", "centred", StringComparison.Ordinal));
        using var runner = new CpuRunner(Session(image), 1, ofFirst: Session(centred)); // another network, to be told apart
        using var other = new CpuRunner(Session(centred), 1);
        var (both, alone, of) = (new float[rows * _widths.Outputs[0]], new float[rows * _widths.Outputs[0]], new float[rows * _widths.Outputs[0]]);
        runner.Run(_input, rows, both, new float[rows * _widths.Outputs[1]]);
        runner.Run(_input, rows, alone);
        other.Run(_input, rows, of);
        Assert.Equal(of, alone);
        Assert.Equal(Run(0, rows, true).Poses, both);
        Assert.NotEqual(both, alone);
    }

    [Fact]
    public void Second_output_that_the_network_lacks_is_refused()
    {
        using var runner = new CpuRunner(SessionFactory.OnCpu(PoseGraph.Of(File.ReadAllBytes(ModelFile.Default)), ModelFile.Default), 1);
        Assert.Throws<InvalidOperationException>(() => runner.Run(_input, 1, new float[51], new float[17]));
    }

    private static InferenceSession Session(string path) => SessionFactory.OnCpu(File.ReadAllBytes(path), path);

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
