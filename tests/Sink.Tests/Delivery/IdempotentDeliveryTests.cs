using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Lifter;
using StreamLift.Lifter.Batches;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Sink.Delivery;
using StreamLift.Tests;

namespace StreamLift.Sink.Tests.Delivery;

/// <summary>Without a broker: what is handed to the client stays under way.</summary>
public sealed class IdempotentDeliveryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SinkTelemetry _telemetry;
    private readonly Handover _lifted = new(4, readers: 1);

    public IdempotentDeliveryTests() => _telemetry = new SinkTelemetry(_services.GetRequiredService<IMeterFactory>());

    public void Dispose()
    {
        _telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Idle_producer_sends_a_batch_on_the_calling_thread_and_the_next_batch_waits()
    {
        using var delivery = Delivery();

        _lifted.TryPut(Batch());
        delivery.Nudge(_lifted);
        Assert.False(_lifted.IsWaiting);

        _lifted.TryPut(Batch());
        delivery.Nudge(_lifted);
        Assert.True(_lifted.IsWaiting);
        Assert.False(_lifted.Bell.Wait(TimeSpan.Zero)); // the sink's thread sleeps on: the delivery rings
    }

    [Theory]
    [InlineData("queue.buffering.max.messages", "100")]
    [InlineData("queue.buffering.max.kbytes", "1000")]
    public void Producer_with_a_small_queue_sends_on_the_sink_thread_only(string property, string value)
    {
        using var delivery = Delivery((property, value));

        _lifted.TryPut(Batch());
        delivery.Nudge(_lifted);

        Assert.True(_lifted.IsWaiting);
        Assert.True(_lifted.Bell.Wait(TimeSpan.Zero));
    }

    [Fact]
    public async Task Send_failure_on_the_calling_thread_fails_the_delivery()
    {
        using var delivery = Delivery();
        _lifted.TryPut(Batch(key: new ByteRange(1_000_000, 1))); // bytes that the batch doesn't have

        delivery.Nudge(_lifted);

        Assert.True(delivery.HasFailed);
        await Assert.ThrowsAnyAsync<Exception>(() => delivery.Failed);
        Assert.ThrowsAny<Exception>(() => delivery.Run(_lifted));
    }

    [Fact]
    public async Task Idempotent_delivery_loses_no_batch_between_its_calling_and_delivery_threads()
    {
        const int Rounds = 400,
            Batches = 8;
        var delivered = 0;
        using var delivery = Delivery(_ => Interlocked.Increment(ref delivered), ("test.mock.num.brokers", "1")); // librdkafka's own, in this process
        var lifted = new Handover(Rounds * Batches, readers: 1);
        var sending = Task.Factory.StartNew(() => delivery.Run(lifted), TaskCreationOptions.LongRunning);
        var random = new Random(1);
        for (var round = 1; round <= Rounds; round++)
        {
            for (var i = 0; i < Batches; i++)
            {
                lifted.TryPut(Batch());
                delivery.Nudge(lifted);
                Thread.SpinWait(random.Next(2_000));
            }

            // nothing follows that could wake anybody
            Assert.True(
                SpinWait.SpinUntil(() => Volatile.Read(ref delivered) == round * Batches, TimeSpan.FromMinutes(2)),
                $"{delivered} of {round * Batches} delivered"
            );
        }

        lifted.Complete();
        await sending.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private IdempotentDelivery Delivery(params (string Key, string Value)[] kafka) => Delivery(_ => { }, kafka);

    private IdempotentDelivery Delivery(Action<LiftBatch> delivered, params (string Key, string Value)[] kafka)
    {
        var options = new SinkOptions
        {
            Bootstrap = "127.0.0.1:1",
            Output = "out",
            DeadLetters = "letters",
        };
        foreach (var (key, value) in kafka)
            options.Kafka[key] = value;
        return new IdempotentDelivery(Parts.Of(options, _telemetry, delivered), NullLogger.Instance);
    }

    private static LiftBatch Batch(ByteRange? key = null)
    {
        var batch = new LiftBatch(1, 34) { Model = "m@1"u8.ToArray() };
        batch.Add(new AssignedPartition("in", 0, 0), 0, 0).Key = key ?? ByteRange.Absent;
        batch.AddFrame("cam"u8, 0, 1767225600000);
        batch.NextRow();
        batch.AddPerson(0, 1, lift: true, CameraRotation.None);
        return batch;
    }
}
