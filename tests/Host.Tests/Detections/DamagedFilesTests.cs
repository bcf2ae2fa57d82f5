using StreamLift.Host.Detections;
using StreamLift.Poses;

namespace StreamLift.Host.Tests.Detections;

/// <summary>Damaged files of every format are read or refused with a line that names them; nothing else happens.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Mutations = 80;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streamlift-damaged-");

    public static TheoryData<string> Formats => DetectorFile.Names;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Damaged_file_is_read_or_refused_by_its_name(string name)
    {
        var format = DetectorFile.Of(name);
        var take = WrittenTake.Of(format.Layout, 3, format.MostPeople, withGap: false);
        var source = format.Write(_folder.FullName, take);
        var file = File.Exists(source) ? source : Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var (whole, random, refused) = (File.ReadAllBytes(file), new Random(7), 0);
        for (var i = 0; i < Mutations; i++)
        {
            var damaged = Mutated(whole, random);
            File.WriteAllBytes(file, damaged);
            try
            {
                var motion = DetectorFilesTests.Open(new DetectionOptions { Source = source, Image = (take.Width, take.Height) }, out _);
                for (var stream = 0; stream < motion.Streams.Count; stream++)
                for (var place = 0; place < motion.Streams[stream].Frames; place++)
                    Assert.All(People(motion, place, stream), number => Assert.True(float.IsFinite(number)));
            }
            catch (ConfigurationException e)
            {
                refused++;
                Assert.All(e.Problems, problem => Assert.DoesNotContain('\n', problem));
                Assert.All(e.Problems.SkipLast(1), problem => Assert.Contains(": ", problem));
            }
        }
        Assert.InRange(refused, 1, Mutations);
    }

    [Theory]
    [InlineData("a.txt", "hello")]
    [InlineData("a.toml", "fps = 60")]
    [InlineData("a", "")]
    [InlineData("a.csv", "name,age\n")]
    public void File_that_is_no_detector_s_is_refused_by_its_name(string name, string text)
    {
        var path = FileText.Write(Path.Combine(_folder.FullName, name), text);
        Assert.StartsWith($"{path} is neither recorded motion nor a detector's file; expected is ", Assert.Single(Refused(path)));
    }

    [Fact]
    public void JSON_list_with_a_text_that_is_not_Unicode_is_refused_by_its_name()
    {
        var path = FileText.Write(Path.Combine(_folder.FullName, "a.json"), """["\ud800"]""");
        Assert.Equal($"{path}: JSON of no known detector; expected is that of {DetectionSource.KnownJson}", Refused(path)[0]);
    }

    [Fact]
    public void Frames_of_a_list_with_people_of_several_layouts_are_refused()
    {
        static string Of(int joints) => $"{{\"version\":1.3,\"people\":[{{\"pose_keypoints_2d\":{FileText.Numbers(Enumerable.Repeat(9f, 3 * joints))}}}]}}";
        var path = FileText.Write(Path.Combine(_folder.FullName, "a.jsonl"), $"{Of(25)}\n{Of(18)}\n");
        Assert.Equal($"{path}: item 1 has people of layout coco18, an item before it of body25; give each a file of its own", Refused(path)[0]);
    }

    private static IReadOnlyList<string> Refused(string path) =>
        Assert.Throws<ConfigurationException>(() => DetectorFilesTests.Open(new DetectionOptions { Source = path }, out _)).Problems;

    private static IEnumerable<float> People(DetectedMotion motion, int place, int stream)
    {
        var frame = DetectorFilesTests.Read(motion, place, stream);
        return Enumerable.Range(0, frame.PersonCount).SelectMany(person => frame.Keypoints(person).ToArray());
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 1; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes[at] = (byte)"0-9e.,[]{}\"N\n "[random.Next(14)];
                    break;
            }
        }
        return [.. bytes];
    }
}
