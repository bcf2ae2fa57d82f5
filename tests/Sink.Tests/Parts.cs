using Microsoft.Extensions.Time.Testing;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Sink.Records;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests;

/// <summary>A lane's last stage, with nothing behind it.</summary>
internal static class Parts
{
    public static SinkContext Of(SinkOptions options, SinkTelemetry telemetry, Action<LiftBatch>? delivered = null) =>
        new()
        {
            Options = options,
            Limits = TopicLimits.Unknown,
            TransactionalId = "",
            Telemetry = telemetry,
            Upstream = new SourceCallbacks(delivered ?? (_ => { }), _ => { }, () => { }, () => throw new NotSupportedException(), _ => { }),
            BrokerError = _ => { },
            Clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch),
        };
}
