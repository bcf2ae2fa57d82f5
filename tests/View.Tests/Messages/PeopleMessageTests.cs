using System.Buffers.Binary;
using StreamLift.View.Messages;
using StreamLift.View.Sources;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Tests.Messages;

public class PeopleMessageTests
{
    private const int Header = 36;
    private const int Person = 12 + (17 * 16) + 17 + 3 + 4;

    private readonly SourceTable _table = new(new ViewSettings { Topic = "people" });

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Header_has_the_times_and_numbers_of_the_record(WireEncoding encoding)
    {
        var message = Written(Records.People(encoding, "hall", 0, 1234.5, people: 2, isSmooth: false, "cam-1"), recordMs: 1300, serverMs: 1400);
        Assert.Equal([1, 1], message[..2]);
        Assert.Equal(0, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(2)));
        Assert.Equal(41u, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(4)));
        Assert.Equal(1234.5, BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(8)));
        Assert.Equal(1300, BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(16)));
        Assert.Equal(1400, BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(24)));
        Assert.Equal(2, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(32)));
        Assert.Equal(0, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(34)));
    }

    [Fact]
    public void Person_has_id_reprojection_joints_sigma_and_sources()
    {
        var message = Written(Records.People("hall", 0, 1, people: 2, "cam-1", "cam-2"));
        Assert.Equal(Header + (2 * Person), message.Length);
        var second = message.AsSpan(Header + Person);
        Assert.Equal(8, BinaryPrimitives.ReadInt32LittleEndian(second));
        Assert.Equal(1.5f, BinaryPrimitives.ReadSingleLittleEndian(second[4..]));
        Assert.Equal(0b10u, BinaryPrimitives.ReadUInt32LittleEndian(second[8..]));
        for (var joint = 0; joint < 17; joint++)
            Assert.Equal(
                [1000f + joint, 2000f, 100f * joint, 10f + joint],
                Enumerable.Range(0, 4).Select(i => Single(message, Header + Person + 12 + (16 * joint) + (4 * i)))
            );
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 0, 0, 0], second.Slice(12 + (17 * 16), 20).ToArray());
        Assert.Equal([0, 0, 0, 0], second.Slice(12 + (17 * 16) + 20, 4).ToArray());
    }

    [Fact]
    public void Smoothed_joints_follow_the_person_whom_they_are_of()
    {
        var message = Written(Records.People(WireEncoding.Json, "hall", 0, 1, people: 2, isSmooth: true, "cam-1"));
        Assert.Equal(Header + (2 * (Person + (17 * 12))), message.Length);
        Assert.Equal([1, 0, 0, 0], message[(Header + Person - 4)..(Header + Person)]);
        Assert.Equal([3f, 2000f, 300f], Enumerable.Range(0, 3).Select(i => Single(message, Header + Person + (12 * 3) + (4 * i))));
    }

    [Fact]
    public void Views_name_cameras_by_their_place_in_the_rig_not_in_the_record()
    {
        Written(Records.People("hall", 0, 1, people: 1, "cam-1", "cam-2", "cam-3"));
        var message = Written(Records.People("hall", 1, 2, people: 1, "cam-3"));
        Assert.Equal(0b100u, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(Header + 8)));
    }

    [Fact]
    public void Instant_without_people_is_a_header_alone() => Assert.Equal(Header, Written(Records.People("hall", 0, 1, people: 0, "cam-1")).Length);

    private byte[] Written(byte[] record, double recordMs = double.NaN, double serverMs = 0)
    {
        var frame = new PeopleFrame();
        var isJson = record[0] == '{';
        Assert.True(new PeopleDecoder().TryDecode(isJson ? WireEncoding.Json : WireEncoding.Protobuf, record, frame, out var error), error.Detail);
        var source = _table.Of(frame)!;
        source.Sequence = 41;
        return PeopleMessage.Write(frame, source, recordMs, serverMs);
    }

    private static float Single(byte[] message, int at) => BinaryPrimitives.ReadSingleLittleEndian(message.AsSpan(at));
}
