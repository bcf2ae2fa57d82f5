using Confluent.Kafka;

namespace StreamLift.Sink.Records;

/// <summary>How many bytes a record takes on a topic when it goes in a batch of its own, uncompressed: what a topic's limit is held against.</summary>
internal static class RecordSize
{
    // record batch, format 2: base offset to record count
    private const int BatchHeader = 61;

    /// <summary>The size in bytes.</summary>
    public static int Of(Message<byte[]?, byte[]?> message)
    {
        // attributes, and the first record's timestamp and offset deltas, which are 0: a byte each
        var length = 3 + Field(message.Key?.Length ?? -1) + Field(message.Value?.Length ?? -1) + Variable(message.Headers?.Count ?? 0);
        for (var i = 0; i < (message.Headers?.Count ?? 0); i++)
        {
            var header = message.Headers![i];
            length += Field(System.Text.Encoding.UTF8.GetByteCount(header.Key)) + Field(header.GetValueBytes()?.Length ?? -1);
        }

        return BatchHeader + Variable(length) + length;
    }

    // its length (-1: null) and its bytes
    private static int Field(int length) => Variable(length) + Math.Max(length, 0);

    // zigzag, 7 bits a byte
    private static int Variable(int number)
    {
        var zigzag = (uint)((number << 1) ^ (number >> 31));
        var bytes = 1;
        while ((zigzag >>= 7) != 0)
            bytes++;
        return bytes;
    }
}
