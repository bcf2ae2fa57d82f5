using System.Buffers.Binary;
using StreamLift.View.Messages;
using StreamLift.View.Sources;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.View.Tests.Messages;

public class PosesMessageTests
{
    private const int Header = 36;
    private const int Person = 4 + (17 * 16);

    [Fact]
    public void Person_has_id_and_joints_and_no_sigma_where_the_model_gives_none()
    {
        var message = Written(Records.Poses("cam-1", 5, 1000, people: 2), layout: -1);
        Assert.Equal(Header + (2 * Person), message.Length);
        Assert.Equal([1, 2], message[..2]);
        Assert.Equal(1000, BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(8)));
        Assert.True(double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(message.AsSpan(16))));
        Assert.Equal([2f, 2000f, 200f, float.NaN], Enumerable.Range(0, 4).Select(i => Single(message, Header + 4 + (16 * 2) + (4 * i))));
    }

    [Fact]
    public void Person_who_was_not_lifted_has_no_number()
    {
        var message = Written(Records.Poses("cam-1", 5, 1000, people: 2), layout: -1);
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(Header + Person)));
        Assert.All(Enumerable.Range(0, 68), i => Assert.Equal(float.NaN, Single(message, Header + Person + 4 + (4 * i))));
    }

    [Fact]
    public void Keypoints_follow_the_person_with_their_number_and_layout()
    {
        var message = Written(Records.PosesWithKeypoints("cam-1", 0, 1, "coco17", 17), layout: 3);
        Assert.Equal(1, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(34)));
        Assert.Equal(Header + Person + 4 + (17 * 12), message.Length);
        Assert.Equal(17, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(Header + Person)));
        Assert.Equal(3, BinaryPrimitives.ReadUInt16LittleEndian(message.AsSpan(Header + Person + 2)));
        Assert.Equal([160f, 20f, 0.5f], Enumerable.Range(0, 3).Select(i => Single(message, Header + Person + 4 + (16 * 12) + (4 * i))));
    }

    private static byte[] Written(byte[] record, int layout)
    {
        var frame = new PoseFrame();
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Json, record, frame, out var error), error.Detail);
        var source = new SourceTable(new ViewSettings { Topic = "poses" }).Of(frame)!;
        return PosesMessage.Write(frame, source, layout, recordMs: double.NaN, serverMs: 0);
    }

    private static float Single(byte[] message, int at) => BinaryPrimitives.ReadSingleLittleEndian(message.AsSpan(at));
}
