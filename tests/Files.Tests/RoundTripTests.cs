using StreamLift.Poses.Layouts;

namespace StreamLift.Files.Tests;

/// <summary>What is written is read back: positions within 0.1 mm, and which person was where at which time.</summary>
public sealed class RoundTripTests : IDisposable
{
    private const double Allowed = 0.1; // mm
    private const int Frames = 240;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, double> FormatsAndRates =>
        [.. MotionFiles.Formats.SelectMany(format => ((double[])[30, 29.97, 50]).Select(rate => (format.Name, rate)))];

    public static TheoryData<string> Names => [.. MotionFiles.Formats.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(FormatsAndRates))]
    public void Positions_of_two_people_come_back_within_a_tenth_of_a_millimetre(string format, double rate)
    {
        MadePeople.Write(_folder.File($"walk.{format}"), MadePeople.Instants(2, Frames, rate));
        var read = ReadAll(format);
        for (var person = 0; person < 2; person++)
        {
            Assert.Equal(Frames, read[person].Count);
            foreach (var (frame, joints) in read[person])
                AssertNear(MadePeople.Pose(person, frame / rate), joints);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Person_who_comes_late_and_leaves_for_a_while_is_there_in_the_same_frames(string format)
    {
        static bool IsThere(int person, int frame) => person == 0 || frame is >= 30 and < 60 or >= 90 and < 200;
        MadePeople.Write(_folder.File($"walk.{format}"), MadePeople.Instants(2, Frames, 30, IsThere));
        var read = ReadAll(format);
        Assert.Equal(Frames, read[0].Count);
        if (format == "bvh")
        {
            // has neither gaps nor a time
            Assert.Equal(Enumerable.Range(0, 170).Select(frame => (long)frame), read[1].Keys.Order());
            AssertNear(MadePeople.Pose(1, 1), read[1][0]);
            AssertNear(MadePeople.Pose(1, 59 / 30.0), read[1][45]);
            AssertNear(MadePeople.Pose(1, 3), read[1][60]);
            return;
        }
        Assert.Equal(Enumerable.Range(0, Frames).Where(frame => IsThere(1, frame)).Select(frame => (long)frame), read[1].Keys.Order());
        foreach (var (frame, joints) in read[1])
            AssertNear(MadePeople.Pose(1, frame / 30.0), joints);
    }

    [Theory]
    [InlineData("trc")]
    [InlineData("c3d")]
    [InlineData("ndjson")]
    [InlineData("csv")]
    [InlineData("npz")]
    [InlineData("parquet")]
    public void Joint_that_is_not_known_and_points_of_the_feet_come_back(string format)
    {
        var toe = Skeletons.Halpe26.IndexOf("LBigToe");
        IEnumerable<MotionInstant> WithToes()
        {
            foreach (var instant in MadePeople.Instants(1, 60, 30))
            {
                if (instant.Frame % 2 == 1)
                    instant[0].Joints.AsSpan(3 * 13, 3).Fill(float.NaN);
                var points = instant[0].BeginPoints(Skeletons.Halpe26);
                (points[3 * toe], points[3 * toe + 1], points[3 * toe + 2]) = (instant.Frame, 20, 30);
                yield return instant;
            }
        }
        MadePeople.Write(_folder.File($"walk.{format}"), WithToes());
        var frames = 0;
        foreach (var instant in Read(format).Single())
        {
            Assert.Equal(instant.Frame % 2 == 1, float.IsNaN(instant[0].Joints[3 * 13]));
            Assert.False(float.IsNaN(instant[0].Joints[0]));
            Assert.Equal(Skeletons.Halpe26, instant[0].PointsLayout);
            Assert.Equal(instant.Frame, instant[0].Points[3 * toe], Allowed);
            Assert.True(float.IsNaN(instant[0].Points[3 * (toe + 1)]));
            frames++;
        }
        Assert.Equal(60, frames);
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    [InlineData("npz")]
    [InlineData("parquet")]
    public void Source_time_sigma_and_origin_come_back(string format)
    {
        var made = new MotionInstant();
        made.Begin("yard, \"north\"/cam-1", MotionSpace.Camera, 41, 1_760_000_000_033);
        var person = made.Add(7);
        MadePeople.Pose(0, 1).CopyTo(person.Joints, 0);
        person.Sigma.AsSpan().Fill(12.5f);
        person.Origin.AsSpan().Fill((byte)'l');
        MadePeople.Write(_folder.File($"walk.{format}"), [made]);
        var instant = Read(format).Single().Single();
        Assert.Equal(
            ("yard, \"north\"/cam-1", MotionSpace.Camera, 41L, 1_760_000_000_033),
            (instant.Source, instant.Space, instant.Frame, instant.TimestampMs)
        );
        Assert.Equal(7, instant[0].Id);
        Assert.All(instant[0].Sigma, sigma => Assert.Equal(12.5f, sigma));
        Assert.All(instant[0].Origin, origin => Assert.Equal((byte)'l', origin));
    }

    private IEnumerable<IEnumerable<MotionInstant>> Read(string format) =>
        Directory
            .EnumerateFiles(_folder.Path, $"*.{format}")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => MotionInput.Open(file, new ReadOptions()))
            .Select(recording => recording.Instants);

    private Dictionary<long, Dictionary<long, float[]>> ReadAll(string format)
    {
        var read = new Dictionary<long, Dictionary<long, float[]>>();
        foreach (var instants in Read(format))
        foreach (var instant in instants)
            for (var i = 0; i < instant.PersonCount; i++)
            {
                read.TryAdd(instant[i].Id, []);
                read[instant[i].Id].Add(instant.Frame, [.. instant[i].Joints]);
            }
        return read;
    }

    private static void AssertNear(float[] expected, float[] found)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], found[i], Allowed);
    }
}
