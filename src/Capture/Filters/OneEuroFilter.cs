using StreamLift.Capture.State;

namespace StreamLift.Capture.Filters;

/// <summary>The One-Euro filter of one person's coordinates, each for itself. Starts anew after a gap.</summary>
internal sealed class OneEuroFilter(int coordinates)
{
    // Longer than a few lost frames: what lies further back says nothing about now.
    private const double MostGapMs = 250;

    private readonly double[] _values = new double[coordinates];
    private readonly double[] _speeds = new double[coordinates];

    /// <summary>The person's id.</summary>
    public long Id { get; set; }

    /// <summary>The time of the last values, Unix ms; NaN before the first.</summary>
    public double LastMs { get; private set; } = double.NaN;

    /// <summary>Forgets everything.</summary>
    public void Reset() => LastMs = double.NaN;

    /// <summary>Filters the values of one time.</summary>
    /// <param name="timestampMs">The time, Unix ms, later than the last one.</param>
    /// <param name="values">The raw values, mm.</param>
    /// <param name="smooth">Receives the smooth values, mm.</param>
    /// <param name="options">The parameters.</param>
    public void Filter(double timestampMs, ReadOnlySpan<float> values, Span<float> smooth, OneEuro options)
    {
        var seconds = (timestampMs - LastMs) / 1000;
        LastMs = timestampMs;
        if (seconds is not (> 0 and <= MostGapMs / 1000))
        {
            for (var i = 0; i < _values.Length; i++)
                (_values[i], _speeds[i], smooth[i]) = (values[i], 0, values[i]);
            return;
        }

        var speedShare = Share(options.SpeedCutoffHz, seconds);
        for (var i = 0; i < _values.Length; i++)
        {
            // As in the paper, the speed is that of the raw value against the last smooth one.
            _speeds[i] += speedShare * (((values[i] - _values[i]) / seconds) - _speeds[i]);
            _values[i] += Share(options.MinCutoffHz + (options.BetaPerMm * Math.Abs(_speeds[i])), seconds) * (values[i] - _values[i]);
            smooth[i] = (float)_values[i];
        }
    }

    public void Save(StateWriter state)
    {
        state.Long(Id);
        state.Double(LastMs);
        state.Doubles(_values);
        state.Doubles(_speeds);
    }

    public void Restore(ref StateReader state)
    {
        (Id, LastMs) = (state.Long(), state.Double());
        state.Doubles(_values);
        state.Doubles(_speeds);
    }

    /// <summary>The share of the new value: 1 / (1 + τ/dt) with τ = 1/(2π·cutoff).</summary>
    private static double Share(double cutoffHz, double seconds)
    {
        var turns = 2 * Math.PI * cutoffHz * seconds;
        return turns / (turns + 1);
    }
}
