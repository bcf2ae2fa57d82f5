using Google.Protobuf;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Protobuf's repeated fields may come in parts, with other fields between them.</summary>
public sealed class ScatteredFieldsTests
{
    // By the numbers of poses.proto: fields of one float each, not packed.
    private const uint PoseJoint = (3 << 3) | 5;
    private const uint PoseSigma = (4 << 3) | 5;
    private const uint PeopleJoint = (2 << 3) | 5;
    private const uint PeopleSigma = (3 << 3) | 5;

    [Fact]
    public void Numbers_that_alternate_with_those_of_another_field_are_read()
    {
        var frame = new PoseFrame();
        var body = Body(PoseJoint, PoseSigma, 17, rest: 34);
        Assert.True(new PoseDecoder().TryDecode(WireEncoding.Protobuf, body, frame, out var error), error.Detail);
        Assert.Equal(Enumerable.Range(0, 51).Select(i => (float)i), frame.Joints(0).ToArray());
        Assert.Equal(Enumerable.Range(0, 17).Select(i => (float)i), frame.Sigma(0).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_in_thousands_of_parts_are_refused_before_they_fill_the_memory(bool isPeople)
    {
        var body = isPeople ? Body(PeopleJoint, PeopleSigma, 30_000, rest: 0) : Body(PoseJoint, PoseSigma, 30_000, rest: 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        DecodeError error;
        Assert.False(
            isPeople
                ? new PeopleDecoder().TryDecode(WireEncoding.Protobuf, body, new PeopleFrame(), out error)
                : new PoseDecoder().TryDecode(WireEncoding.Protobuf, body, new PoseFrame(), out error)
        );
        Assert.Equal(Rejection.MalformedProtobuf, error.Reason);
        Assert.EndsWith("the numbers of a field come in too many parts", error.Detail);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * body.Length);
    }

    // A frame of stream or rig "s" and one person: so many pairs of a joint and a sigma, and then joints only.
    private static byte[] Body(uint joint, uint sigma, int pairs, int rest)
    {
        using var person = new MemoryStream();
        using (var fields = new CodedOutputStream(person, leaveOpen: true))
            for (var i = 0; i < pairs + rest; i++)
            {
                fields.WriteTag(joint);
                fields.WriteFloat(i);
                if (i >= pairs)
                    continue;
                fields.WriteTag(sigma);
                fields.WriteFloat(i);
            }

        using var frame = new MemoryStream();
        using (var fields = new CodedOutputStream(frame, leaveOpen: true))
        {
            fields.WriteTag((1 << 3) | 2);
            fields.WriteString("s");
            fields.WriteTag((8 << 3) | 2);
            fields.WriteBytes(ByteString.CopyFrom(person.ToArray()));
        }

        return frame.ToArray();
    }
}
