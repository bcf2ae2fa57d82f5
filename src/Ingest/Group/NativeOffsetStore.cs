using System.Text;
using Confluent.Kafka;
using StreamLift.NativeKafka;

namespace StreamLift.Ingest.Group;

/// <summary>
/// Stores offsets in a consumer of Confluent.Kafka by librdkafka's own call. It is made for each batch, which at a low rate is each record, and the client's
/// own way costs half a kilobyte of objects. Any thread.
/// </summary>
/// <param name="client">The consumer.</param>
internal sealed unsafe class NativeOffsetStore(IClient client) : IDisposable
{
    private const int OnStack = 1024; // a topic's name has at most 249 characters

    private readonly ClientHandle _handle = new(client);

    /// <summary>The client's next commit holds this offset.</summary>
    /// <exception cref="KafkaException">The partition is not assigned.</exception>
    public void Store(string topic, int partition, long offset)
    {
        var length = Encoding.UTF8.GetMaxByteCount(topic.Length) + 1;
        var name = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        name[Encoding.UTF8.GetBytes(topic, name)] = 0;
        var list = RdKafka.PartitionListNew(1);
        try
        {
            fixed (byte* text = name)
            {
                var stored = RdKafka.PartitionListAdd(list, text, partition);
                stored->Offset = offset;
                var error = RdKafka.OffsetsStore(_handle.Client, list);
                if (stored->Error != 0)
                    error = stored->Error;
                if (error != 0)
                    throw new KafkaException(new Error((ErrorCode)error));
            }
        }
        finally
        {
            RdKafka.PartitionListDestroy(list);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
