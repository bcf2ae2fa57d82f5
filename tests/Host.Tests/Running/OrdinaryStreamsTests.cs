using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Lifter.Suspicion;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Tests.Running;

/// <summary>Streams that are right, of whole takes: nothing is said of them, and nothing is rejected.</summary>
public sealed class OrdinaryStreamsTests : IDisposable
{
    private const double FrameMs = 1000.0 / 30;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().AddLifter().BuildServiceProvider();
    private readonly LifterModel _model = LifterModel.Open(
        Path.Combine(SharedData.RepositoryRoot, "models", "streamlift-image.onnx"),
        new LifterOptions { Device = Device.Cpu }
    );

    private readonly List<string> _lines = [];

    public void Dispose()
    {
        _model.Dispose();
        _services.Dispose();
    }

    [Theory]
    [InlineData("h36m17", 1)]
    [InlineData("coco17", 1)]
    [InlineData("h36m17", 4)]
    public void Synthetic_motion_raises_no_suspicion(string layout, int people) =>
        RaisesNothing(SyntheticDataset.Record(new SyntheticOptions { Seconds = 30 }).Sequences, layout, people);

    [CmuTheory]
    [InlineData("gt", "h36m17", 1)]
    [InlineData("gt", "coco17", 1)]
    [InlineData("gt", "mediapipe33", 3)]
    [InlineData("sh", "hourglass16", 1)]
    public void Recorded_motion_raises_no_suspicion(string detections, string layout, int people) =>
        RaisesNothing(Dataset.Open(new DatasetOptions { Path = Path.Combine(SharedData.Cmu, "cmu36m"), Detections = detections }).Sequences, layout, people);

    private void RaisesNothing(IReadOnlyList<Sequence> sequences, string layout, int people)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-03-01T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var telemetry = _services.GetRequiredService<LifterTelemetry>();
        Assert.True(SkeletonCatalogue.BuiltIn.TryGet(layout, out var to));
        var decoder = new LiftStage(
            new LiftStageContext
            {
                Models = new ServedModel(_model),
                Layouts = SkeletonCatalogue.BuiltIn,
                Cameras = null,
                Image = "",
                Limits = new(),
                BatchCapacity = 256,
                Sigma = false,
                Strict = true,
                Suspects = new SuspectStreams(telemetry, _lines.Add),
                Deadline = new Deadline(TimeSpan.Zero, clock),
                Telemetry = telemetry,
                Clock = clock,
            }
        ).Decoder;
        var (frame, encoder) = (new KeypointFrame(), new FrameEncoder());
        Assert.NotEmpty(sequences);
        foreach (var sequence in sequences)
            for (var number = 0; number < sequence.Frames; number++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(FrameMs));
                var (width, height) = (sequence.Camera.Intrinsics.Width, sequence.Camera.Intrinsics.Height);
                frame.Begin(sequence.Stream, number, clock.GetUtcNow().ToUnixTimeMilliseconds(), to, width, height);
                for (var person = 0; person < people; person++)
                    SkeletonCatalogue
                        .BuiltIn.Map(sequence.Layout, to)
                        .Apply(sequence.Keypoints((number + (37 * person)) % sequence.Frames), frame.AddPerson(person, 1));
                var rejection = decoder.Decode(new RecordContext(InputEncoding.Protobuf), encoder.Encode(WireEncoding.Protobuf, frame), out var detail);
                Assert.True(rejection == Rejection.None, $"{sequence.Stream} {number}: {detail}");
            }
        Assert.Empty(_lines);
    }
}
