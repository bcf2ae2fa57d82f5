using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Tests.Lenient;

namespace StreamLift.Wire.Tests;

/// <summary>
/// Against System.Text.Json: what it doesn't take as JSON is rejected, what it takes is not called malformed, and what is read is what it reads. Only Python's
/// words for numbers that are not finite are taken beside JSON.
/// </summary>
public sealed class JsonOracleTests
{
    [Fact]
    public void JSON_frame_decoder_accepts_and_rejects_mutations_like_System_Text_Json()
    {
        var mutations = new Mutations(new Random(99), Seeds.Frames(WireEncoding.Json));
        var frame = new KeypointFrame();
        var good = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var message = mutations.Next();
            var error = Given.Decoder.Decode(WireEncoding.Json, message, frame);
            if (error.Reason == Rejection.Tombstone || !Utf8.IsValid(message)) // of which it looks at the texts alone, and only when asked for them
                continue;
            using var document = LenientOracle.Parse(message);
            if (document == null)
                Assert.True(error.IsError, $"no JSON, yet accepted: {Encoding.UTF8.GetString(message)}");
            else
                Assert.True(error.Reason != Rejection.MalformedJson, $"JSON, yet {error.Detail}: {Encoding.UTF8.GetString(message)}");
            if (error.IsError || !HasReadableNames(document!.RootElement))
                continue;
            good++;
            Compare(document!.RootElement, frame, message);
        }
        Assert.True(good > 1_000);
    }

    private static void Compare(JsonElement json, KeypointFrame frame, byte[] message)
    {
        Assert.Equal(json.GetProperty("stream").GetString(), Encoding.UTF8.GetString(frame.Stream));
        Assert.Equal(LenientOracle.Integer(json.GetProperty("frame").GetRawText()), frame.FrameNumber);
        Assert.Equal(LenientOracle.Integer(json.GetProperty("timestampMs").GetRawText()), frame.TimestampMs);
        Assert.Equal(json.GetProperty("layout").GetString(), frame.Layout.Name);
        var people = json.GetProperty("people");
        Assert.Equal(people.GetArrayLength(), frame.PersonCount);
        for (var person = 0; person < frame.PersonCount; person++)
        {
            var (id, score, keypoints) = LenientOracle.Person(people[person], person, frame.Layout.Count);
            Assert.True(
                (id, score, keypoints is null) == (frame.Id(person), frame.Score(person), frame.Error(person).IsError)
                    || float.IsNaN(score) && float.IsNaN(frame.Score(person)) && id == frame.Id(person) && keypoints is null == frame.Error(person).IsError,
                $"{id} {score} {keypoints is null}, yet {frame.Id(person)} {frame.Score(person)} {frame.Error(person)}: {Encoding.UTF8.GetString(message)}"
            );
            var expected = (keypoints ?? new float[frame.Keypoints(person).Length])
                .Chunk(3)
                .SelectMany(joint => joint.All(float.IsFinite) && joint[2] > 0 ? joint : [0, 0, 0]);
            Assert.True(expected.SequenceEqual(frame.Keypoints(person).ToArray()), Encoding.UTF8.GetString(message));
        }
    }

    // An escaped half of a surrogate pair in a name is JSON, but System.Text.Json can't look for another name beside it.
    private static bool HasReadableNames(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().All(property => property.Name.Length >= 0 && HasReadableNames(property.Value)),
                JsonValueKind.Array => json.EnumerateArray().All(HasReadableNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
