using System.Diagnostics.Metrics;
using System.Text;
using Confluent.Kafka;
using StreamLift.Host;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Records;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Sink;
using StreamLift.Sink.Records;
using StreamLift.Tests;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

public sealed class AllocationTests
{
    private const int Records = 512;

    // what a batch allocates for each partition in it
    private const int SliceBytes = 40;

    private readonly LifterModel _model = LifterModel.Load(DefaultModel.Path, new LifterOptions { Device = Device.Cpu });

    /// <summary>The headers that the client hands over are not ours.</summary>
    [Theory]
    [InlineData(WireEncoding.Json, InputEncoding.Json, "image", 1, false)]
    [InlineData(WireEncoding.Protobuf, InputEncoding.Protobuf, "image", 1, false)]
    [InlineData(WireEncoding.Json, InputEncoding.Json, "centred", 1, false)]
    [InlineData(WireEncoding.Json, InputEncoding.Json, "both", 1, true)]
    [InlineData(WireEncoding.Json, InputEncoding.Json, "image", 4, false)]
    [InlineData(WireEncoding.Protobuf, InputEncoding.Protobuf, "image", 4, false)]
    [InlineData(WireEncoding.Json, InputEncoding.Auto, "image", 1, true)]
    [InlineData(WireEncoding.Protobuf, InputEncoding.Auto, "image", 4, true)]
    [InlineData(WireEncoding.Protobuf, InputEncoding.Auto, "both", 4, false)]
    public void Record_allocates_nothing_from_decoder_to_encoder(WireEncoding encoding, InputEncoding said, string features, int frames, bool sigma)
    {
        // both: every second frame has a camera, and the model of such streams
        var isBoth = features == "both";
        var bodies = Enumerable.Range(0, Records).Select(i => Body(encoding, i, frames, isBoth ? "yard" : "S9/Walking/55011271")).ToArray();
        using var telemetry = new LifterTelemetry(new Meters());
        var stage = new LiftStage(
            new LiftStageContext
            {
                Models = Served(isBoth ? "image" : features),
                CalibratedModels = isBoth ? Served("centred") : null,
                Layouts = SkeletonCatalogue.BuiltIn,
                Cameras = null,
                Image = "",
                Limits = new WireLimits(),
                BatchCapacity = 2 * frames * Records,
                Sigma = sigma,
                Deadline = new Deadline(TimeSpan.FromDays(36500), TimeProvider.System),
                Telemetry = telemetry,
                Clock = TimeProvider.System,
            }
        );
        var deserializer = new RecordDeserializer(stage.Decoder, said);
        var batch = (LiftBatch)stage.CreateBatch();
        var partition = new AssignedPartition("in", 0, 0);
        var output = new Output(encoding);
        var encoder = stage.CreateEncoder();
        LiftRows[] models = batch.Calibrated is { } calibrated ? [batch.General, calibrated] : [batch.General];
        var written = 0L;

        Assert.InRange(Allocations.Of(Round, SliceBytes), 0, SliceBytes);
        Assert.True(written > 3 * Records * 200);
        Assert.All(models, rows => Assert.Equal(frames * Records / models.Length, rows.Count));

        void Round()
        {
            batch.Clear();
            for (var i = 0; i < bodies.Length; i++)
            {
                deserializer.Deserialize("cam-1"u8, false, new SerializationContext(MessageComponentType.Key, "in"));
                deserializer.Deserialize(bodies[i], false, new SerializationContext(MessageComponentType.Value, "in"));
                deserializer.AddTo(batch, partition, new RecordOrigin(i, 1), null, 0);
            }

            foreach (var rows in models)
            {
                rows.Model = _model.IdUtf8;
                if (rows.FilledFor!.Features.RotatesPose)
                    rows.RotateBack();
            }

            for (var i = 0; i < batch.Count; i++)
                encoder.Encode(batch, i, output);
            written = output.Written;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inference_allocates_nothing_for_a_few_people_and_at_most_1_KiB_for_any_more(bool sigma)
    {
        var input = new float[Records * _model.InputWidth];
        var (poses, sigmas) = (new float[Records * LiftBatch.PoseWidth], new float[sigma ? Records * LiftBatch.SigmaWidth : 0]);
        long Of(int people, long expected) => Allocations.Of(() => _model.Run(input, people, poses, sigmas), expected);
        Assert.Equal((0, 0), (Of(1, 0), Of(16, 0)));
        var ofMore = Of(17, 0);
        Assert.InRange(ofMore, 0, 1024);
        Assert.Equal(ofMore, Of(Records, ofMore));
    }

    private ServedModel Served(string features) =>
        new(new LifterModel(new NoRunner(), _model.Card with { Features = new FeatureSpec(features, 2) }, _model.Id, "none"));

    private static byte[] Body(WireEncoding encoding, int i, int count, string other)
    {
        var (frames, random) = (new KeypointFrames(), new Random(i));
        for (var j = 0; j < count; j++)
        {
            var frame = frames.Add();
            frame.Begin((i + (j / 2)) % 2 == 0 ? "S9/Walking/54138969"u8 : Encoding.UTF8.GetBytes(other), i, 1767225600000, Skeletons.Coco17, 1920, 1080);
            foreach (ref var number in frame.AddPerson(3, 0.7f))
                number = 1 + (1000 * random.NextSingle());
        }

        return (count == 1 ? new FrameEncoder().Encode(encoding, frames[0]) : new FrameEncoder().Encode(encoding, frames)).ToArray();
    }

    private sealed class Output(WireEncoding encoding) : IOutputWriter
    {
        private readonly OutputEnvelope _envelope = new(source: false);

        public long Written { get; private set; }

        public WireEncoding EncodingFor(in InputRecord record) => record.Encoding;

        public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => WriteKeyed(key, value);

        public void WriteKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
            Written += value.Length + key.Length + _envelope.HeadersFor(default, encoding).Count;
    }

    private sealed class NoRunner : IBatchRunner
    {
        public int Parallel => 1;

        public void Run(ReadOnlySpan<float> input, int rows, Span<float> first, Span<float> second = default) => throw new NotSupportedException();

        public void Dispose() { }
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
