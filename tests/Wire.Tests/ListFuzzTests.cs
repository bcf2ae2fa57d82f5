using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests;

/// <summary>Lists of frames broken at random, against System.Text.Json and Google.Protobuf: every frame of a list as it is alone.</summary>
public sealed class ListFuzzTests
{
    private const int Rounds = 60_000;

    private readonly KeypointFrames _frames = new();
    private readonly KeypointFrame _alone = new();
    private readonly FrameDecoder _wide = new(SkeletonCatalogue.BuiltIn, Given.Limits with { MaxBytes = int.MaxValue });

    [Fact]
    public void JSON_frame_list_is_accepted_if_and_only_if_each_of_its_frames_is_accepted_alone()
    {
        var mutations = new Mutations(new Random(97), Seeds.Lists(WireEncoding.Json));
        int good = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] message = mutations.Next();
            var reason = Check(WireEncoding.Json, message);
            if (!_frames.IsList || !Utf8.IsValid(message) || message.Length > Given.Limits.MaxBytes)
                continue;
            using var document = Parse(message);
            Assert.True(document is not null || reason != Rejection.None, $"no JSON, yet accepted: {Encoding.UTF8.GetString(message)}");
            Assert.True(document is null || reason != Rejection.MalformedJson, $"JSON, yet {_frames.Detail}: {Encoding.UTF8.GetString(message)}");
            if (document is not null)
                CheckAgainst([.. document.RootElement.EnumerateArray().Select(frame => Encoding.UTF8.GetBytes(frame.GetRawText()))], WireEncoding.Json, reason);
            good += reason == Rejection.None ? 1 : 0;
        }
        Assert.True(good > 1_000);
    }

    [Fact]
    public void Protobuf_frame_list_is_accepted_only_if_each_of_its_frames_is_accepted_alone()
    {
        var mutations = new Mutations(new Random(96), Seeds.Lists(WireEncoding.Protobuf));
        int good = 0;
        for (int i = 0; i < Rounds; i++)
        {
            byte[] message = mutations.Next();
            var reason = Check(WireEncoding.Protobuf, message);
            if (!_frames.IsList || message.Length > Given.Limits.MaxBytes)
                continue;
            var google = ParseList(message);
            Assert.True(google is not null || reason != Rejection.None, $"no Protobuf, yet accepted: {Convert.ToHexString(message)}");
            Assert.True(
                google is null || reason != Rejection.MalformedProtobuf || _frames.Detail.EndsWith("is not UTF-8", StringComparison.Ordinal),
                $"Protobuf, yet {_frames.Detail}: {Convert.ToHexString(message)}"
            );
            if (reason == Rejection.None)
                CheckAgainst([.. google!.Frames.Select(frame => frame.ToByteArray())], WireEncoding.Protobuf, reason);
            good += reason == Rejection.None ? 1 : 0;
        }
        Assert.True(good > 1_000);
    }

    private Rejection Check(WireEncoding encoding, byte[] message)
    {
        var reason = Given.Decoder.Decode(encoding, message, _frames);
        Assert.Equal(reason == Rejection.None, _frames.Detail.Length == 0);
        Assert.False(_frames.Detail.Length > 450 || _frames.Detail.Any(char.IsControl), _frames.Detail);
        if (!_frames.IsList) // as the decoder of a frame alone has it
            Assert.Equal((reason, _frames.Detail), (Given.Decoder.Decode(encoding, message, _alone), _alone.Detail));
        return reason;
    }

    // The first frame that is no good alone is the one that is told; if all are good, so is the list.
    private void CheckAgainst(IReadOnlyList<byte[]> bodies, WireEncoding encoding, Rejection reason)
    {
        if (bodies.Count == 0 || bodies.Count > Given.Limits.MaxFrames)
        {
            Assert.NotEqual(Rejection.None, reason);
            return;
        }
        for (int i = 0; i < bodies.Count; i++)
        {
            var alone = _wide.Decode(encoding, bodies[i], _alone);
            if (alone != Rejection.None && bodies[i].Length > 0)
            {
                Assert.StartsWith($"frame {i + 1} of {bodies.Count}: ", _frames.Detail);
                Assert.True(alone == reason || bodies[i][0] != '{', $"{alone} alone, {reason} in a list: {_frames.Detail}");
                return;
            }
            if (reason == Rejection.None)
                Assert.Equal(FrameContent.Of(_alone), FrameContent.Of(_frames[i]));
        }
        Assert.Equal(Rejection.None, reason);
    }

    private static JsonDocument? Parse(byte[] message)
    {
        try
        {
            return JsonDocument.Parse(message);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Proto.KeypointFrames? ParseList(byte[] message)
    {
        try
        {
            return Proto.KeypointFrames.Parser.ParseFrom(message);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
