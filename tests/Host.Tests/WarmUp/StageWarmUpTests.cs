using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Fuser;
using StreamLift.Host.Running;
using StreamLift.Host.Settings;
using StreamLift.Host.WarmUp;
using StreamLift.Sink;

namespace StreamLift.Host.Tests.WarmUp;

public sealed class StageWarmUpTests
{
    private const int Records = 12; // two layouts and a list, in two encodings, of a stream with a camera and of one without

    [Theory]
    [InlineData]
    [InlineData("StreamLift:Ingest:Encoding", "Protobuf")]
    [InlineData("StreamLift:Ingest:Encoding", "Auto")]
    [InlineData("StreamLift:Sink:OutputEncoding", "Protobuf")]
    [InlineData("StreamLift:Sink:SourceHeader", "true")]
    [InlineData("StreamLift:Sink:Guarantee", "ExactlyOnce", "StreamLift:Ingest:Guarantee", "ExactlyOnce", "StreamLift:Ingest:Instance", "a")]
    [InlineData("StreamLift:Lifter:WithKeypoints", "true")]
    [InlineData("StreamLift:Lifter:Key", "Stream")]
    [InlineData("StreamLift:Lifter:Key", "Rig")]
    [InlineData("StreamLift:Lifter:Strict", "true")]
    [InlineData("StreamLift:Lifter:Normalised", "true")]
    [InlineData("StreamLift:Lifter:Deadline", "00:00:01")]
    [InlineData("StreamLift:Lifter:Precision", "Fp32")]
    public void Warm_up_lifts_and_encodes_every_record_with_these_settings(params string[] more)
    {
        using var host = Host(more);
        var served = host.Services.GetRequiredService<ServedLift>();
        served.Load();
        Assert.Equal(StageWarmUp.Rounds * Records, WarmUpOf(host, served).Run());
    }

    [Fact]
    public void Warm_up_of_the_second_stage_writes_people_and_no_dead_letter()
    {
        using var host = Composition.Build(Keys(), Terminal.OfProcess(), stage: FuseComposition.Add);
        var said = new List<string>();
        var served = host.Services.GetRequiredService<ServedFusion>();
        var telemetry = host.Services.GetRequiredService<FuserTelemetry>();
        (telemetry.OnNote, telemetry.OnWarning) = (said.Add, said.Add);
        var people = new StageWarmUp(served, host.Services.GetRequiredService<FuseSettings>(), Clock(), NullLogger.Instance).Run();
        Assert.InRange(people, 4, 6); // of six instants, those that a later one has closed
        Assert.Empty(telemetry.Rigs);
        Assert.Empty(said);
    }

    [Fact]
    public void Warm_up_shows_in_no_metric_and_in_no_trace()
    {
        using var host = Host();
        var served = host.Services.GetRequiredService<ServedLift>();
        served.Load();
        var (measured, spans) = (new List<string>(), new List<string>());
        var thread = Environment.CurrentManagedThreadId; // other tests measure beside it
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("StreamLift.", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((instrument, _, _, _) => Add(measured, instrument.Name));
        meters.SetMeasurementEventCallback<int>((instrument, _, _, _) => Add(measured, instrument.Name));
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => Add(measured, instrument.Name));
        meters.Start();
        using var traces = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SinkTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span => Add(spans, span.OperationName),
        };
        ActivitySource.AddActivityListener(traces);

        Assert.Equal(StageWarmUp.Rounds * Records, WarmUpOf(host, served).Run());

        Assert.Empty(measured);
        Assert.Empty(spans);

        void Add(List<string> to, string name)
        {
            if (Environment.CurrentManagedThreadId == thread)
                to.Add(name);
        }
    }

    [Fact]
    public void Warm_up_runs_once_and_then_ends_when_its_time_is_over()
    {
        using var host = Host();
        var served = host.Services.GetRequiredService<ServedLift>();
        served.Load();
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        Assert.Equal(Records, WarmUpOf(host, served, clock).Run());
    }

    private static IHost Host(params string[] more) => Composition.Build(Keys(more), Terminal.OfProcess());

    private static Dictionary<string, string?> Keys(params string[] more)
    {
        var keys = new Dictionary<string, string?>
        {
            ["StreamLift:Ingest:Bootstrap"] = "b:1",
            ["StreamLift:Ingest:Input"] = "in",
            ["StreamLift:Sink:Output"] = "out",
        };
        for (var i = 0; i < more.Length; i += 2)
            keys[more[i]] = more[i + 1];
        return keys;
    }

    // of the present, which doesn't pass
    private static FakeTimeProvider Clock() => new(TimeProvider.System.GetUtcNow());

    private static StageWarmUp WarmUpOf(IHost host, ServedLift served, TimeProvider? clock = null) =>
        new(served, host.Services.GetRequiredService<LiftSettings>(), clock ?? Clock(), NullLogger.Instance);
}
