using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StreamLift.Lanes;
using StreamLift.Lifter.Stage;
using StreamLift.Poses.Cameras;
using StreamLift.Sink.Delivery;

namespace StreamLift.Sink.Tests.Delivery;

/// <summary>Without a broker: what is handed to the client stays in flight.</summary>
public sealed class IdempotentDeliveryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SinkTelemetry _telemetry;
    private readonly OrderedBatchQueue _queue = new(4);

    public IdempotentDeliveryTests() => _telemetry = new SinkTelemetry(_services.GetRequiredService<IMeterFactory>(), new StageName("lift"));

    public void Dispose()
    {
        _telemetry.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void Idle_producer_sends_a_batch_on_the_calling_thread_and_the_next_batch_waits()
    {
        using var delivery = Delivery();

        Process(_queue, Batch());
        delivery.SendInline();
        Assert.False(_queue.HasProcessed);
        Assert.False(_queue.IsDelivered);

        Process(_queue, Batch());
        delivery.SendInline();
        Assert.True(_queue.HasProcessed);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Burst_waits_for_four_batches_while_others_wait_for_a_worker(int processed, bool isSent)
    {
        var queue = new OrderedBatchQueue(8);
        using var delivery = Delivery(queue, _ => { });
        for (var i = 0; i < processed; i++)
            Process(queue, Batch());
        queue.Enqueue(Batch(), toWorkers: true);

        delivery.SendInline();

        Assert.False(queue.HasProcessed);
        Assert.Equal(isSent, !queue.IsSentDelivered);
    }

    [Fact]
    public async Task Held_burst_is_sent_once_no_batch_waits_for_a_worker()
    {
        var delivered = 0;
        var queue = new OrderedBatchQueue(8);
        using var delivery = Delivery(queue, _ => Interlocked.Increment(ref delivered), ("test.mock.num.brokers", "1"));
        Process(queue, Batch());
        queue.Enqueue(Batch(), toWorkers: true);
        delivery.SendInline();
        var sending = Task.Factory.StartNew(delivery.Run, TaskCreationOptions.LongRunning);

        queue.Complete(queue.WaitForWork()!, wake: true); // nothing else wakes the sender

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref delivered) == 2, TimeSpan.FromMinutes(1)), $"{delivered} of 2 delivered");
        queue.End();
        await sending.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData("queue.buffering.max.messages", "100")]
    [InlineData("queue.buffering.max.kbytes", "1000")]
    public void Producer_with_a_small_queue_sends_on_the_sender_thread_only(string property, string value)
    {
        using var delivery = Delivery(_queue, _ => { }, (property, value));

        Process(_queue, Batch());
        delivery.SendInline();

        Assert.True(_queue.HasProcessed);
    }

    [Fact]
    public async Task Send_failure_on_the_calling_thread_fails_the_delivery()
    {
        var delivered = 0;
        using var delivery = Delivery(_queue, _ => delivered++);
        Process(_queue, Batch(key: new ByteRange(1_000_000, 1))); // bytes that the batch doesn't have

        delivery.SendInline();

        Assert.True(delivery.HasFailed);
        await Assert.ThrowsAnyAsync<Exception>(() => delivery.Failed);
        Assert.ThrowsAny<Exception>(delivery.Run);
        Assert.Equal(0, delivered);
    }

    /// <summary>Once the client knows that the topic can't be written to, it refuses the record itself instead of reporting it later.</summary>
    [Fact]
    public void Record_that_the_client_refuses_at_once_names_the_output()
    {
        using var delivery = Delivery(
            _queue,
            _ => { },
            ("test.mock.num.brokers", "1"),
            ("allow.auto.create.topics", "false"),
            ("topic.metadata.propagation.max.ms", "0")
        );
        Thread.Sleep(TimeSpan.FromSeconds(1)); // it has asked for the topic by then; if not, the report says the same
        Process(_queue, Batch());

        var error = Assert.Throws<DeliveryException>(delivery.Run);

        Assert.StartsWith("the broker refuses a record for out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Idempotent_delivery_loses_no_batch_between_its_calling_and_delivery_threads()
    {
        const int Rounds = 400;
        const int Batches = 8;
        var delivered = 0;
        var queue = new OrderedBatchQueue(Rounds * Batches);
        // librdkafka's own broker, in this process
        using var delivery = Delivery(queue, _ => Interlocked.Increment(ref delivered), ("test.mock.num.brokers", "1"));
        var sending = Task.Factory.StartNew(delivery.Run, TaskCreationOptions.LongRunning);
        var random = new Random(1);
        for (var round = 1; round <= Rounds; round++)
        {
            for (var i = 0; i < Batches; i++)
            {
                Process(queue, Batch());
                delivery.SendInline();
                Thread.SpinWait(random.Next(2_000));
            }

            // nothing follows that could wake a thread
            Assert.True(
                SpinWait.SpinUntil(() => Volatile.Read(ref delivered) == round * Batches, TimeSpan.FromMinutes(2)),
                $"{delivered} of {round * Batches} delivered"
            );
        }

        queue.End();
        await sending.WaitAsync(TimeSpan.FromMinutes(2));
    }

    private IdempotentDelivery Delivery() => Delivery(_queue, _ => { });

    private IdempotentDelivery Delivery(OrderedBatchQueue queue, Action<RecordBatch> delivered, params (string Key, string Value)[] kafka)
    {
        var options = new SinkOptions
        {
            Bootstrap = "127.0.0.1:1",
            Output = "out",
            DeadLetters = "letters",
        };
        foreach (var (key, value) in kafka)
            options.Kafka[key] = value;
        // batches that are not the pool's may be returned to it as long as some of its own are out
        var context = Contexts.Of(options, _telemetry, queue);
        for (var i = 0; i < 4; i++)
            context.Pool.Take(TimeSpan.Zero);
        return new IdempotentDelivery(
            context,
            Contexts.Source(batch =>
            {
                delivered(batch);
                context.Pool.Take(TimeSpan.Zero);
            }),
            NullLogger.Instance
        );
    }

    private static void Process(OrderedBatchQueue queue, RecordBatch batch)
    {
        queue.Enqueue(batch, toWorkers: false);
        queue.Complete(batch, wake: false);
    }

    private static LiftBatch Batch(ByteRange? key = null)
    {
        var batch = new LiftBatch(1, 34) { General = { Model = "m@1"u8.ToArray() } };
        batch.Add(new AssignedPartition("in", 0, 0), 0, 0).Key = key ?? ByteRange.Absent;
        batch.AddFrame("cam"u8, 0, 1767225600000);
        batch.NextRow();
        batch.AddPerson(0, 1, lift: true, CameraRotation.None);
        return batch;
    }
}
