using System.Diagnostics.Metrics;

namespace StreamLift.Host.WarmUp;

/// <summary>Makes meters that nobody listens to: exports choose meters by name, and these have one of their own.</summary>
internal sealed class UnheardMeters : IMeterFactory
{
    /// <summary>The name of every meter.</summary>
    public const string Name = "warm-up";

    /// <inheritdoc/>
    public Meter Create(MeterOptions options) => new(Name);

    /// <inheritdoc/>
    public void Dispose()
    {
        // a meter belongs to whoever asked for it
    }
}
