using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Sink.Delivery;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Delivery;

public sealed class OutputSenderTests : IDisposable
{
    private const int Records = 256;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SinkTelemetry _telemetry;
    private readonly ImmediateProducer _producer = new();
    private readonly OutputSender _sender;

    public OutputSenderTests()
    {
        _telemetry = new SinkTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));
        var context = Contexts.Of(
            new SinkOptions
            {
                Bootstrap = "none:1",
                Output = "out",
                DeadLetters = "letters",
            },
            _telemetry
        );
        _sender = new OutputSender(context, new Rejections());
    }

    public void Dispose()
    {
        _telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Sending_a_lifted_record_allocates_nothing()
    {
        var (rounds, delivered) = (0, 0);
        var countdown = new DeliveryCountdown(
            countdown =>
            {
                countdown.Detach();
                delivered++;
            },
            _ => false
        );
        var batch = Batch();

        Round();
        var sent = _producer.Bytes;
        Assert.InRange(sent, Records * 200, long.MaxValue);
        Assert.Equal(0, Allocations.Of(Round));
        Assert.Equal((rounds, rounds * Records, rounds * sent), (delivered, (int)_producer.Records, _producer.Bytes));

        void Round()
        {
            rounds++;
            countdown.Open(batch);
            _sender.Encode(batch, countdown, _producer);
            _sender.Send(_producer);
        }
    }

    private static LiftBatch Batch()
    {
        var batch = new LiftBatch(Records, 34) { General = { Model = "m@1"u8.ToArray() } };
        var (origin, random) = (new AssignedPartition("in", 0, 0), new Random(1));
        for (var i = 0; i < Records; i++)
        {
            batch.Add(origin, i, 0);
            batch.AddFrame(Encoding.UTF8.GetBytes("cam-" + (i % 4).ToString(CultureInfo.InvariantCulture)), i, 1767225600000);
            batch.NextRow();
            batch.AddPerson(i, 1, lift: true, CameraRotation.None);
        }

        foreach (ref var number in batch.Output.AsSpan())
            number = 1000 * random.NextSingle();
        return batch;
    }

    private sealed class Rejections : IRejectionHandler
    {
        public bool HasFailed => false;

        public int RejectionCount(in InputRecord record) => 0;

        public void OnDeadLettered(RecordBatch batch, int index) => Assert.Fail("nothing is too large");

        public void OnTooLarge(AssignedPartition partition, long offset, DeliveryCountdown countdown, Action sendSmaller) =>
            Assert.Fail("nothing is too large");
    }
}
