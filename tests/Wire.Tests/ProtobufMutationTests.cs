using Google.Protobuf;
using Google.Protobuf.Collections;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Against Google.Protobuf over messages broken at random.</summary>
public sealed class ProtobufMutationTests
{
    [Fact]
    public void Protobuf_frame_decoder_accepts_and_rejects_mutations_like_Google_Protobuf()
    {
        var mutations = new Mutations(new Random(98), Seeds.Frames(WireEncoding.Protobuf));
        var frame = new KeypointFrame();
        var good = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var message = mutations.Next();
            var error = Given.Decoder.Decode(WireEncoding.Protobuf, message, frame);
            var google = Parse(message);
            if (google == null)
                Assert.True(error.IsError, $"no Protobuf, yet accepted: {Convert.ToHexString(message)}");
            else
                // Texts that are no UTF-8 must be refused by the specification, but the C# library patches them.
                Assert.True(
                    error.Reason != Rejection.MalformedProtobuf || error.Detail.EndsWith("is not UTF-8"),
                    $"Protobuf, yet {error.Detail}: {Convert.ToHexString(message)}"
                );
            if (error.IsError)
                continue;
            good++;
            Compare(google!, frame, message);
        }
        Assert.True(good > 1_000);
    }

    private static void Compare(Proto.KeypointFrame google, KeypointFrame frame, byte[] message)
    {
        var read = FrameContent.Of(frame);
        var expected = new FrameContent(
            google.Stream,
            google.Frame,
            google.TimestampMs,
            google.Layout,
            google.Image?.Width ?? 0,
            google.Image?.Height ?? 0,
            [.. google.People.Select((person, i) => Expected(person, i, frame.Layout.Count))]
        );
        for (var person = 0; person < frame.PersonCount; person++)
            Assert.Equal(google.People[person].Keypoints.Count != 3 * frame.Layout.Count || IsNegative(google.People[person]), frame.Error(person).IsError);
        Assert.True(expected.Equals(read), $"{Convert.ToHexString(message)}\n{expected}\n{read}");
    }

    private static FrameContent.Person Expected(Proto.KeypointFrame.Types.Person person, int place, int joints)
    {
        var isGood = person.Keypoints.Count == 3 * joints && !IsNegative(person);
        return new(
            person.HasId ? person.Id : place,
            person.HasScore && float.IsFinite(person.Score) && person.Score >= 0 ? person.Score : float.NaN,
            isGood ? Seen(person.Keypoints) : new float[3 * joints]
        );
    }

    private static bool IsNegative(Proto.KeypointFrame.Types.Person person) => float.IsFinite(person.Score) && person.Score < 0;

    private static float[] Seen(RepeatedField<float> keypoints) =>
        [.. keypoints.Chunk(3).SelectMany(joint => joint[2] > 0 && joint.All(float.IsFinite) ? joint : [0, 0, 0])];

    private static Proto.KeypointFrame? Parse(byte[] message)
    {
        try
        {
            return Proto.KeypointFrame.Parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
