using System.Runtime.InteropServices;
using Confluent.Kafka;
using StreamLift.Host.Bench;

namespace StreamLift.Bench;

/// <summary>
/// Copies records without lifting them: a group consumer that sends each record unchanged, with the client settings and bursts of the service. Any
/// service with this client has at least this cost.
/// </summary>
internal static class Relay
{
    private const int Burst = 512,
        Most = 10_000; // the size of a burst, and of the records that are read during a burst

    /// <summary>Copies until the end of each partition, or until SIGTERM.</summary>
    public static int Run(BenchBroker broker, string input, string output, string group, bool untilEnd)
    {
        using var over = new CancellationTokenSource();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            over.Cancel();
        });
        var (held, ended, inFlight) = (0, 0, 0);
        using var consumer = new ConsumerBuilder<byte[], byte[]>(
            broker.With(
                new ConsumerConfig
                {
                    GroupId = group,
                    AutoOffsetReset = AutoOffsetReset.Earliest,
                    EnableAutoOffsetStore = false,
                    EnablePartitionEof = untilEnd,
                    ConsumeResultFields = "headers",
                }
            )
        )
            .SetPartitionsAssignedHandler(
                (_, partitions) =>
                {
                    held = partitions.Count;
                    Console.Error.WriteLine("assigned");
                }
            )
            .Build();
        using var producer = broker.Producer(
            new ProducerConfig
            {
                EnableIdempotence = true,
                Acks = Acks.All,
                LingerMs = 0,
            }
        );
        Action<DeliveryReport<byte[], byte[]>> delivered = _ => Interlocked.Decrement(ref inFlight);
        var burst = new List<ConsumeResult<byte[], byte[]>>(Most);
        consumer.Subscribe(input);
        while (!over.IsCancellationRequested && (held == 0 || ended < held))
        {
            // As in the service, records wait until the previous burst is delivered.
            var record = consumer.Consume(
                TimeSpan.FromMilliseconds(
                    burst.Count == 0 ? 100
                    : Volatile.Read(ref inFlight) > 0 ? 1
                    : 0
                )
            );
            if (record is { IsPartitionEOF: true })
                ended++;
            else if (record is not null)
                burst.Add(record);
            if (burst.Count == Most)
                producer.Flush(over.Token);
            else if (burst.Count == 0 || Volatile.Read(ref inFlight) > 0 || (record is not null && burst.Count < Burst))
                continue;
            Send(burst, producer, output, ref inFlight, delivered);
            foreach (var last in burst.GroupBy(sent => sent.Partition).Select(sent => sent.Last()))
                consumer.StoreOffset(new TopicPartitionOffset(input, last.Partition, last.Offset + 1));
            burst.Clear();
        }

        Send(burst, producer, output, ref inFlight, delivered);
        producer.Flush(TimeSpan.FromSeconds(10));
        consumer.Close();
        return 0;
    }

    private static void Send(
        List<ConsumeResult<byte[], byte[]>> burst,
        IProducer<byte[], byte[]> producer,
        string output,
        ref int inFlight,
        Action<DeliveryReport<byte[], byte[]>> delivered
    )
    {
        foreach (var record in burst)
        {
            Interlocked.Increment(ref inFlight);
            producer.Produce(output, record.Message, delivered);
        }
    }
}
