using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using StreamLift.Poses.Layouts;
using StreamLift.Wire.Messages;
using StreamLift.Wire.Tests.Lenient;

namespace StreamLift.Wire.Tests.Lists;

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
        var good = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var message = mutations.Next();
            var error = Check(WireEncoding.Json, message);
            if (!_frames.IsList || !Utf8.IsValid(message) || message.Length > Given.Limits.MaxBytes)
                continue;
            using var document = LenientOracle.Parse(message);
            Assert.True(document is not null || error.IsError, $"no JSON, yet accepted: {Encoding.UTF8.GetString(message)}");
            Assert.True(document is null || error.Reason != Rejection.MalformedJson, $"JSON, yet {error.Detail}: {Encoding.UTF8.GetString(message)}");
            if (document is not null)
                CheckAgainst(LenientOracle.Items(message), WireEncoding.Json, error);
            good += error.IsError ? 0 : 1;
        }
        Assert.True(good > 1_000);
    }

    [Fact]
    public void Protobuf_frame_list_is_accepted_only_if_each_of_its_frames_is_accepted_alone()
    {
        var mutations = new Mutations(new Random(96), Seeds.Lists(WireEncoding.Protobuf));
        var good = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var message = mutations.Next();
            var error = Check(WireEncoding.Protobuf, message);
            if (!_frames.IsList || message.Length > Given.Limits.MaxBytes)
                continue;
            var google = ParseList(message);
            Assert.True(google is not null || error.IsError, $"no Protobuf, yet accepted: {Convert.ToHexString(message)}");
            Assert.True(
                google is null || error.Reason != Rejection.MalformedProtobuf || error.Detail.EndsWith("is not UTF-8", StringComparison.Ordinal),
                $"Protobuf, yet {error.Detail}: {Convert.ToHexString(message)}"
            );
            if (!error.IsError)
                CheckAgainst([.. google!.Frames.Select(frame => frame.ToByteArray())], WireEncoding.Protobuf, error);
            good += error.IsError ? 0 : 1;
        }
        Assert.True(good > 1_000);
    }

    private DecodeError Check(WireEncoding encoding, byte[] message)
    {
        var error = Given.Decoder.Decode(encoding, message, _frames);
        Assert.False(error.Detail.Length > 450 || error.Detail.Any(char.IsControl), error.Detail);
        if (!_frames.IsList) // as the decoder of a single frame
            Assert.Equal(error, Given.Decoder.Decode(encoding, message, _alone));
        return error;
    }

    // The first frame that is no good alone is the one that is told; if all are good, so is the list.
    private void CheckAgainst(IReadOnlyList<byte[]> bodies, WireEncoding encoding, DecodeError error)
    {
        if (bodies.Count == 0 || bodies.Count > Given.Limits.MaxFrames)
        {
            Assert.True(error.IsError);
            return;
        }
        for (var i = 0; i < bodies.Count; i++)
        {
            var alone = _wide.Decode(encoding, bodies[i], _alone).Reason;
            if (alone != Rejection.None && bodies[i].Length > 0)
            {
                Assert.StartsWith($"frame {i + 1} of {bodies.Count}: ", error.Detail);
                Assert.True(alone == error.Reason || bodies[i][0] != '{', $"{alone} alone, {error} in a list");
                return;
            }
            if (!error.IsError)
                Assert.Equal(FrameContent.Of(_alone), FrameContent.Of(_frames[i]));
        }
        Assert.Equal("none", error.ToString());
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
