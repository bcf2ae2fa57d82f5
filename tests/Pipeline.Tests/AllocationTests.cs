using System.Text;
using Confluent.Kafka;
using StreamLift.Host;
using StreamLift.Host.Settings;
using StreamLift.Ingest;
using StreamLift.Ingest.Records;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Sink;
using StreamLift.Sink.Records;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Pipeline.Tests;

public sealed class AllocationTests
{
    private const int Records = 512;

    private readonly LifterModel _model = LifterModel.Load(DefaultModel.Path, new LifterOptions { Device = Device.Cpu });

    /// <summary>What the client's API forces is not ours: the value's array, and the headers it hands over.</summary>
    [Theory]
    [InlineData(WireEncoding.Json, "image", 1, false)]
    [InlineData(WireEncoding.Protobuf, "image", 1, false)]
    [InlineData(WireEncoding.Json, "centred", 1, false)]
    [InlineData(WireEncoding.Json, "image", 4, false)]
    [InlineData(WireEncoding.Protobuf, "image", 4, false)]
    [InlineData(WireEncoding.Json, "image", 1, true)]
    [InlineData(WireEncoding.Protobuf, "image", 4, true)]
    public void Record_allocates_nothing_from_decoder_to_encoder(WireEncoding encoding, string features, int frames, bool sigma)
    {
        var card = _model.Card with { Features = new FeatureSpec(features, 1) };
        var bodies = Enumerable.Range(0, Records).Select(i => Body(encoding, i, frames)).ToArray();
        var reader = new RecordDeserializer(SkeletonCatalogue.BuiltIn, new WireLimits(), encoding, new StreamCameraResolver("", card, null));
        var filler = new BatchBuilder(SkeletonCatalogue.BuiltIn, card, new Deadline(TimeSpan.FromDays(36500), TimeProvider.System));
        var batch = new LiftBatch(2 * frames * Records, _model.InputWidth, sigma);
        var origin = new AssignedPartition("in", 0, 0);
        var writer = new RecordEncoder();
        var keys = new KeyCache();
        var headers = new OutputHeaders(source: false);
        batch.Model = Encoding.UTF8.GetBytes(_model.Id);
        var written = 0L;

        Round();
        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Round();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(written > 3 * Records * 200);

        void Round()
        {
            batch.Clear();
            for (var i = 0; i < bodies.Length; i++)
            {
                reader.Deserialize("cam-1"u8, false, new SerializationContext(MessageComponentType.Key, "in"));
                reader.Deserialize(bodies[i], false, new SerializationContext(MessageComponentType.Value, "in"));
                filler.Add(batch, reader, origin, i, null, 0);
            }

            if (features == "centred")
                batch.RotateBack();
            foreach (ref readonly var arrival in batch.Records)
            {
                written +=
                    writer.Encode(batch, arrival, arrival.Encoding).Length + keys.Get(batch.Bytes(arrival.Key)).Length + headers.For(arrival, encoding).Count;
            }
        }
    }

    [Fact]
    public void Inference_allocates_at_most_1_KiB_per_batch_of_any_size()
    {
        var input = new float[Records * _model.InputWidth];
        var output = new float[Records * LiftBatch.PoseWidth];
        Assert.InRange(Allocated(Records), 0, 1024);
        Assert.Equal(Allocated(1), Allocated(Records));

        long Allocated(int rows)
        {
            _model.Run(input, rows, output);
            var before = GC.GetAllocatedBytesForCurrentThread();
            _model.Run(input, rows, output);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static byte[] Body(WireEncoding encoding, int i, int count)
    {
        var (frames, random) = (new KeypointFrames(), new Random(i));
        for (var j = 0; j < count; j++)
        {
            var frame = frames.Add();
            frame.Begin((i + (j / 2)) % 2 == 0 ? "S9/Walking/54138969"u8 : "S9/Walking/55011271"u8, i, 1767225600000, Skeletons.Coco17, 1920, 1080);
            foreach (ref var number in frame.AddPerson(3, 0.7f))
                number = 1 + (1000 * random.NextSingle());
        }

        return (count == 1 ? new FrameEncoder().Encode(encoding, frames[0]) : new FrameEncoder().Encode(encoding, frames)).ToArray();
    }
}
