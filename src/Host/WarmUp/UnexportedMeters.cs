using System.Diagnostics.Metrics;

namespace StreamLift.Host.WarmUp;

/// <summary>Makes meters that are not exported: exports choose meters by name, and these have a name of their own.</summary>
internal sealed class UnexportedMeters : IMeterFactory
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
