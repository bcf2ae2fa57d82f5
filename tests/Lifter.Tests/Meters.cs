using System.Diagnostics.Metrics;

namespace StreamLift.Lifter.Tests;

/// <summary>Creates meters without listeners.</summary>
internal sealed class Meters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose() { }
}
