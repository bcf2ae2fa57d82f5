using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Sigma;

/// <summary>Counts how many errors are within the predicted sigma, over the 16 joints without the hip and three axes.</summary>
internal sealed class SigmaCoverageCounter
{
    private double _squares;
    private long _count;
    private long _within1;
    private long _within2;

    /// <summary>Adds one coordinate.</summary>
    /// <param name="normalized">The error divided by sigma.</param>
    public void Add(float normalized)
    {
        _squares += (double)normalized * normalized;
        _count++;
        _within1 += Math.Abs(normalized) <= 1 ? 1 : 0;
        _within2 += Math.Abs(normalized) <= 2 ? 1 : 0;
    }

    /// <summary>Adds a pose.</summary>
    /// <param name="sigma">17 numbers, mm.</param>
    /// <param name="predicted">51 numbers, mm.</param>
    /// <param name="truth">51 numbers, mm.</param>
    public void Add(ReadOnlySpan<float> sigma, ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        for (var i = 3; i < Skeletons.PoseWidth; i++)
            Add((predicted[i] - truth[i]) / sigma[i / 3]);
    }

    /// <summary>The coverage. Null: nothing was counted.</summary>
    public SigmaCoverage? Coverage(string on) =>
        _count == 0
            ? null
            : new SigmaCoverage(
                Math.Round(Math.Sqrt(_squares / _count), 3),
                Math.Round(100.0 * _within1 / _count, 2),
                Math.Round(100.0 * _within2 / _count, 2),
                on
            );
}
