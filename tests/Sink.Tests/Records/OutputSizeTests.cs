using Confluent.Kafka;
using StreamLift.Sink.Records;

namespace StreamLift.Sink.Tests.Records;

public sealed class OutputSizeTests
{
    /// <summary>Sizes of batches of one record as brokers wrote them: 61 bytes of header, then varints.</summary>
    [Theory]
    [InlineData(-1, -1, 61 + 1 + 6)]
    [InlineData(0, 0, 61 + 1 + 6)]
    [InlineData(5, 10, 61 + 1 + 6 + 15)]
    [InlineData(5, 63, 61 + 2 + 6 + 68)]
    [InlineData(5, 64, 61 + 2 + 7 + 69)]
    [InlineData(0, 1_000_000, 61 + 3 + 8 + 1_000_000)]
    public void Record_size_is_computed_as_brokers_write_it(int key, int value, int size) =>
        Assert.Equal(
            size,
            OutputEnvelope.SizeOf(new Message<byte[]?, byte[]?> { Key = key < 0 ? null : new byte[key], Value = value < 0 ? null : new byte[value] })
        );

    [Fact]
    public void Record_size_counts_headers_by_their_UTF8_names_and_their_bytes() =>
        Assert.Equal(
            61 + 1 + 6 + (1 + 2 + 1 + 3) + (1 + 1 + 1),
            OutputEnvelope.SizeOf(
                new Message<byte[]?, byte[]?>
                {
                    Headers = new Headers { { "é", [1, 2, 3] }, { "b", null } },
                }
            )
        );
}
