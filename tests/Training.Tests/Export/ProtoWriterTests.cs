using StreamLift.Training.Export;

namespace StreamLift.Training.Tests.Export;

public sealed class ProtoWriterTests
{
    [Fact]
    public void It_writes_the_bytes_of_the_formats_own_documentation() =>
        Assert.Equal(
            [0x08, 0x96, 0x01, 0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67, 0x1a, 0x03, 0x08, 0x96, 0x01],
            new ProtoWriter().Integer(1, 150).Text(2, "testing").Message(3, new ProtoWriter().Integer(1, 150)).Written.ToArray());
}
