using StreamLift.Lanes;

namespace StreamLift.Host.WarmUp;

/// <summary>A stage that is only warmed up, and the records for it.</summary>
/// <param name="Stage">The stage, of the same code and with the same settings as that of the lanes.</param>
/// <param name="Records">What it is given.</param>
/// <param name="Telemetry">Its counters, which are not exported.</param>
internal sealed record WarmUpStage(IStage Stage, IReadOnlyList<WarmUpRecord> Records, IDisposable Telemetry) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Telemetry.Dispose();
}
