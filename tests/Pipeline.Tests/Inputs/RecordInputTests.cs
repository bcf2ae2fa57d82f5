using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Tests;

namespace StreamLift.Pipeline.Tests.Inputs;

/// <summary>
/// Each format of docs/inputs.md that <c>run</c> takes from Kafka, with the command that stands there: recorded motion goes as such records through the topic
/// and run, and comes out as the same poses as the same frames in StreamLift's own message.
/// </summary>
public sealed class RecordInputTests(Cluster cluster)
{
    private const string Heading = "Records of detectors";

    private const double MostApart = 0.01;

    private static readonly Lock Once = new();
    private static Task<Poses>? _poses;

    public static TheoryData<string> Formats => DetectorRecord.Names;

    [Fact]
    public void Table_of_detectors_records_has_each_format_that_is_tested() =>
        Assert.Equal(DetectorRecord.All.Select(format => format.Name), InputsTable.Rows(Heading).Select(row => row.Format));

    [RealBrokerTheory]
    [MemberData(nameof(Formats))]
    public async Task Record_of_a_detector_gives_the_same_poses_as_our_own_message(string name)
    {
        Assert.SkipUnless(Directory.Exists(SharedData.Cmu), $"no recorded motion at {SharedData.Cmu}");
        var poses = await PosesAsync();
        var (own, read) = (poses[$"own/{name}"], poses[$"record/{name}"]);
        Assert.Equal(RoundTrip.Frames, own.Count);
        Assert.Equal(own.Keys, read.Keys);
        var lifted = 0;
        foreach (var (number, people) in own)
        {
            Assert.Equal(people.Count, read[number].Count);
            for (var person = 0; person < people.Count; person++)
            {
                Assert.Equal(people[person].Length, read[number][person].Length);
                if (people[person].Length == 0)
                    continue;
                Assert.InRange(RoundTrip.Apart(people[person], read[number][person]), 0, MostApart);
                lifted++;
            }
        }
        Assert.True(lifted > RoundTrip.Frames / 2, $"{lifted} people were lifted");
    }

    private Task<Poses> PosesAsync()
    {
        lock (Once)
            return _poses ??= Task.Run(RunAsync);
    }

    private async Task<Poses> RunAsync()
    {
        var motion = Dataset
            .Open(new DatasetOptions { Path = Path.Combine(SharedData.Cmu, "bvh") })
            .Sequences.First(take => take.Frames >= RoundTrip.Frames + 50);
        var pipeline = await cluster.PipelineAsync();
        foreach (var format in DetectorRecord.All)
        {
            var seen = RoundTrip.Seen(motion, format.Layout, format.MostPeople);
            var held = seen.Frames.Select(frame =>
                frame with
                {
                    People = [.. frame.People.Select(one => one with { Keypoints = format.Held(one.Keypoints) })],
                }
            );
            var take = seen with { Frames = [.. held] };
            pipeline.Send(RoundTrip.Own($"own/{format.Name}", take));
            pipeline.Send(take.Frames.Select(frame => Record(format, frame, $"{take.Width}x{take.Height}")));
        }
        var command = InputsTable.Rows(Heading).Select(row => row.Command).Distinct().Single().Split(' ');
        Assert.Equal(["streamlift", "run", "…"], command[..3]);
        return await RoundTrip.LiftAsync(pipeline, [.. command[3..], "--output-encoding", "protobuf"]);
    }

    // headers say what the format lacks; DeepStream's own camera is "lobby" in all of them
    private static Message<byte[]?, byte[]?> Record(DetectorRecord format, WrittenFrame frame, string image)
    {
        var headers = new Headers { { "image", Encoding.UTF8.GetBytes(image) }, { "stream", Encoding.UTF8.GetBytes($"record/{format.Name}") } };
        if (!format.HasNumber)
            headers.Add("frame", Encoding.UTF8.GetBytes($"{frame.Number}"));
        return new Message<byte[]?, byte[]?>
        {
            Key = Encoding.UTF8.GetBytes(format.Name),
            Value = format.Write((int)frame.Number, [.. frame.People.Select(person => person.Keypoints)]),
            Headers = headers,
        };
    }
}
