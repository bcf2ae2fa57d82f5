using System.Diagnostics.Metrics;
using StreamLift.Lifter;

namespace StreamLift.Host.Demo;

/// <summary>Listens to the pipeline's metric of batch sizes, as an exporter would.</summary>
internal sealed class BatchSizes : IDisposable
{
    private readonly MeterListener _listener = new();

    /// <param name="meters">The factory of the pipeline's meters. Meters of other pipelines in the process are ignored.</param>
    /// <param name="heard">Called for each batch, on the pipeline's thread.</param>
    public BatchSizes(IMeterFactory meters, Action<int> heard)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Meter.Name == LifterTelemetry.MeterName
                && ReferenceEquals(instrument.Meter.Scope, meters)
                && instrument.Name == "streamlift.batch.size"
            )
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, people, _, _) => heard(people));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();
}
