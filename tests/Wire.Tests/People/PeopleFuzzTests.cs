using StreamLift.Wire.Messages;

namespace StreamLift.Wire.Tests.People;

public sealed class PeopleFuzzTests
{
    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void People_decoder_reads_any_bytes_or_gives_one_line_about_the_problem(WireEncoding encoding)
    {
        var mutations = new Mutations(new Random(1), Seeds.PeopleFrames(encoding));
        var (frame, decoder) = (new PeopleFrame(), new PeopleDecoder());
        var good = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var read = decoder.TryDecode(encoding, mutations.Next(), frame, out var error);
            Assert.Equal((read, read), (!error.IsError, error.Detail.Length == 0));
            Assert.False(error.Detail.Any(char.IsControl), error.Detail);
            good += read ? 1 : 0;
            for (var person = 0; read && person < frame.PersonCount; person++)
            {
                Assert.Equal((51, 17, 17), (frame.Joints(person).Length, frame.Sigma(person).Length, frame.Source(person).Length));
                Assert.True(NonFinite.IndexIn(frame.Joints(person)) < 0 && !frame.Views(person).ContainsAnyExceptInRange(0, frame.CameraCount - 1));
            }
        }
        Assert.InRange(good, 500, 45_000); // else the mutations are too mild or too wild to find anything
    }
}
