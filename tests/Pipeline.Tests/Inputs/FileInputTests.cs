using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests.Inputs;

/// <summary>
/// Each format of docs/inputs.md that <c>produce</c> reads, with the command that stands there: recorded motion goes as such a file through produce, the
/// topic and run, and comes out as the same poses as the same frames in StreamLift's own message.
/// </summary>
public sealed class FileInputTests(Cluster cluster)
{
    private const string Heading = "Files of detectors";

    private const double MostApart = 0.01;

    public static TheoryData<string> Formats => DetectorFile.Names;

    [Fact]
    public void Table_of_detectors_files_has_each_format_that_is_tested() =>
        Assert.Equal(DetectorFile.All.Select(format => format.Name), InputsTable.Rows(Heading).Select(row => row.Format));

    [RealBrokerTheory]
    [MemberData(nameof(Formats))]
    public async Task File_of_a_detector_gives_the_same_poses_as_our_own_message(string name)
    {
        Assert.SkipUnless(Directory.Exists(SharedData.Cmu), $"no recorded motion at {SharedData.Cmu}");
        var format = DetectorFile.Of(name);
        var poses = await RoundTrip.OfFilesAsync(cluster);
        var (own, read) = (poses[RoundTrip.OwnStream(name)], poses[RoundTrip.FileStream(name) + format.Camera]);
        Assert.Equal(RoundTrip.Frames, own.Count);
        Assert.Equal(RoundTrip.Frames, read.Count);
        foreach (var (number, people) in own)
        {
            var same = read[number + format.FirstNumber];
            Assert.Equal(people.Count, same.Count);
            for (var person = 0; person < people.Count; person++)
                Assert.InRange(RoundTrip.Apart(people[person], same[person]), 0, MostApart);
        }
    }
}
