using StreamLift.Poses;

namespace StreamLift.Files.Tests;

/// <summary>Damaged files are read, or refused in one line that names them. Nothing else happens.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Changes = 400;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Names => [.. MotionFiles.Formats.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void File_that_is_cut_short_anywhere_is_read_or_refused_in_one_line(string format)
    {
        var whole = Whole(format);
        var step = Math.Max(1, whole.Length / Changes);
        for (var length = 0; length < whole.Length; length += step)
            ReadOrRefuse(format, whole[..length]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void File_with_changed_bytes_is_read_or_refused_in_one_line(string format)
    {
        var (whole, random) = (Whole(format), new Random(21));
        for (var i = 0; i < Changes; i++)
        {
            var damaged = whole.ToArray();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
                // most of what matters is at the beginning or at the end
                damaged[
                    random.Next(3) switch
                    {
                        0 => random.Next(Math.Min(2048, damaged.Length)),
                        1 => ^random.Next(1, Math.Min(2048, damaged.Length)),
                        _ => random.Next(damaged.Length),
                    }
                ] = (byte)random.Next(256);
            ReadOrRefuse(format, damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Empty_file_and_file_of_another_kind_are_refused_in_one_line(string format)
    {
        foreach (
            var content in (byte[][])
                [
                    [],
                    "hello\n"u8.ToArray(),
                    new byte[1000],
                ]
        )
        {
            File.WriteAllBytes(_folder.File($"other.{format}"), content);
            var problem = Assert.Throws<ConfigurationException>(() => MotionInput.Open(_folder.File($"other.{format}"), new ReadOptions())[0].Instants.Count());
            Assert.Contains("other." + format, Assert.Single(problem.Problems), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public void Last_line_that_is_cut_off_is_left_out_with_a_note(string format)
    {
        var whole = Whole(format);
        File.WriteAllBytes(_folder.File($"cut.{format}"), whole[..^20]);
        var recording = MotionInput.Open(_folder.File($"cut.{format}"), new ReadOptions())[0];
        Assert.Equal(9, recording.Instants.Count());
        Assert.Contains("is cut off", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_that_is_no_record_is_named_by_its_number()
    {
        var path = _folder.File("walk.ndjson");
        File.WriteAllText(
            path,
            """{"timestampMs":1,"people":[]}""" + "\n" + """{"stream":"a","frame":0,"timestampMs":1,"layout":"coco17","people":[{"keypoints":[]}]}""" + "\n"
        );
        var problem = Assert.Throws<ConfigurationException>(() => MotionInput.Open(path, new ReadOptions())[0].Instants.Count());
        Assert.Equal(
            $"{path}, line 2: no record of people or poses: its layout is \"coco17\", not \"h36m17\" (keypoints are no poses)",
            Assert.Single(problem.Problems)
        );
    }

    [Theory]
    [InlineData("""{"timestampMs":1,"people":[{"joints":JOINTS,"points":{}}]}""")]
    [InlineData("""{"timestampMs":1,"people":[{"joints":JOINTS,"points":{"layout":"halpe26"}}]}""")]
    [InlineData("""{"timestampMs":1,"people":[{"joints":{}}]}""")]
    [InlineData("""{"timestampMs":1,"people":[{"joints":JOINTS,"id":"a"}]}""")]
    [InlineData("""{"timestampMs":1,"people":[3]}""")]
    [InlineData("""{"timestampMs":1,"people":3}""")]
    [InlineData("""{"timestampMs":1,"rig":3,"people":[]}""")]
    public void Record_that_lacks_a_field_is_refused_in_one_line(string record)
    {
        var path = _folder.File("walk.ndjson");
        File.WriteAllText(path, record.Replace("JOINTS", $"[{string.Join(',', Enumerable.Repeat(0, 51))}]", StringComparison.Ordinal) + "\n");
        var problem = Assert.Throws<ConfigurationException>(() => MotionInput.Open(path, new ReadOptions())[0].Instants.Count());
        Assert.StartsWith($"{path}, line 1: no record of people or poses: ", Assert.Single(problem.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Smoothed_joints_that_a_record_lacks_are_said_in_a_note()
    {
        MadePeople.Write(_folder.File("walk.ndjson"), MadePeople.Instants(1, 10, 30));
        var recording = MotionInput.Open(_folder.File("walk.ndjson"), new ReadOptions { Smooth = true })[0];
        Assert.Equal(10, recording.Instants.Count());
        Assert.StartsWith("10 poses without smoothed joints are taken as measured", Assert.Single(recording.Notes), StringComparison.Ordinal);
    }

    private byte[] Whole(string format)
    {
        var path = _folder.File($"walk.{format}");
        MadePeople.Write(path, MadePeople.Instants(1, 10, 30));
        return File.ReadAllBytes(Directory.EnumerateFiles(_folder.Path, $"walk*.{format}").Single());
    }

    private void ReadOrRefuse(string format, byte[] content)
    {
        var path = _folder.File($"damaged.{format}");
        File.WriteAllBytes(path, content);
        try
        {
            foreach (var instant in MotionInput.Open(path, new ReadOptions())[0].Instants)
                Assert.InRange(instant.PersonCount, 0, 10);
        }
        catch (ConfigurationException refused)
        {
            Assert.All(refused.Problems, problem => Assert.DoesNotContain('\n', problem));
            Assert.Contains($"damaged.{format}", refused.Problems[0], StringComparison.Ordinal);
        }
    }
}
