using Microsoft.Extensions.Logging;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Sink;
using StreamLift.Sink.Delivery;
using StreamLift.Sink.Records;

namespace StreamLift.Host.WarmUp;

/// <summary>
/// Drives synthetic records of each encoding through the code that the service's records pass, from the Kafka client's memory to the record that would be sent,
/// while the broker is asked for its topics and before a lane subscribes: the first record of the input then meets code that is compiled and has run. No
/// metric, trace, line or topic shows any of it.
/// </summary>
/// <param name="served">The stage, loaded.</param>
/// <param name="settings">The settings.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Told at the level of debugging.</param>
internal sealed class StageWarmUp(IServedStage served, ServiceSettings settings, TimeProvider clock, ILogger log)
{
    /// <summary>How often the records are read, processed and encoded, where there is time for it.</summary>
    public const int Rounds = 64;

    // The answers of a broker nearby take about as long: it doesn't delay the start.
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs it.</summary>
    /// <returns>How many records were encoded, of those that nothing was wrong with.</returns>
    public long Run()
    {
        // The tests that kill the process at a step of a given batch count batches of the input.
        if (FailPoint.IsArmed)
            return 0;
        var started = clock.GetTimestamp();
        using (var made = served.CreateWarmUp())
        using (var telemetry = new SinkTelemetry(new UnexportedMeters(), new StageName("")))
        {
            var pool = new BatchPool(1, made.Stage.CreateBatch);
            var batch = pool.Take(TimeSpan.Zero)!;
            var reader = new WarmUpRecordReader(made.Stage, settings.Ingest.Encoding, clock);
            var output = new UnsentOutput(Context(made.Stage, pool, telemetry));
            for (var round = 0; round < Rounds && (round == 0 || clock.GetElapsedTime(started) < Limit); round++)
            {
                batch.Clear();
                reader.AddTo(batch, made.Records);
                made.Stage.Process(batch);
                output.Take(batch);
            }

            log.WarmedUp(clock.GetElapsedTime(started).TotalMilliseconds, Counted.Of(output.Records, "record"));
            return output.Records;
        }
    }

    private SinkContext Context(IStage stage, BatchPool pool, SinkTelemetry telemetry) =>
        new()
        {
            Options = settings.Sink,
            Stage = stage,
            Queue = new OrderedBatchQueue(1),
            Pool = pool,
            Limits = TopicLimits.Unknown,
            TransactionalId = settings.TransactionalId(0),
            Telemetry = telemetry,
            OnBrokerError = _ => { },
            Clock = clock,
        };
}
