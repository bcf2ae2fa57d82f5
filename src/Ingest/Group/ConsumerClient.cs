using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Group;

/// <summary>Makes the consumer: whom it tells of what.</summary>
internal static class ConsumerClient
{
    public static IConsumer<Consumed, Consumed> Build(
        ConsumerConfig config,
        RecordDeserializer reader,
        Rebalance rebalance,
        Action<CommittedOffsets> committed,
        Action<Error> brokerError,
        ILogger log
    ) =>
        new ConsumerBuilder<Consumed, Consumed>(config)
            .SetKeyDeserializer(reader)
            .SetValueDeserializer(reader)
            .SetPartitionsAssignedHandler((consumer, assigned) => rebalance.Assigned(consumer, assigned))
            .SetPartitionsRevokedHandler((_, revoked) => rebalance.Revoked(revoked))
            .SetPartitionsLostHandler((_, lost) => rebalance.Lost(lost))
            .SetOffsetsCommittedHandler((_, offsets) => committed(offsets))
            .SetErrorHandler((_, error) => brokerError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
}
