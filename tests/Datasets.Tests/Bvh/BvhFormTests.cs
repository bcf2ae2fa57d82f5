using System.Text;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Datasets.Tests.Rigs;
using StreamLift.Poses;
using StreamLift.Tests.Recordings;

namespace StreamLift.Datasets.Tests.Bvh;

public sealed class BvhFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => ["utf-8 bom", "utf-16", "utf-16 be", "brace", "crlf", "cr", "tabs", "lower", "trailing"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void BVH_of_any_encoding_line_end_and_brace_is_read(string form)
    {
        var text = new MadeRig().Text();
        var bytes = form switch
        {
            "utf-8 bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            "utf-16 be" => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
            "brace" => Encoding.UTF8.GetBytes(text.Replace("\n{", " {")),
            "crlf" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n")),
            "cr" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r")),
            "tabs" => Encoding.UTF8.GetBytes(text.Replace(" ", "\t")),
            "lower" => Encoding.UTF8.GetBytes(text.Replace("JOINT", "joint").Replace("OFFSET", "offset").Replace("rotation", "ROTATION")),
            _ => Encoding.UTF8.GetBytes(text + "\n\n  \n"),
        };
        var reading = Read(bytes);
        Assert.Empty(reading.Notes);
        MadeFile.Same(MadeFile.Expected(_folder), reading.World);
    }

    [Theory]
    [InlineData(19, "19 frames are announced and 20 are there; all of these were read")]
    [InlineData(21, "21 frames are announced and 20 are there; all of these were read")]
    public void BVH_with_one_frame_more_or_less_than_announced_is_read_with_a_note(int announced, string note)
    {
        var reading = Read(Encoding.UTF8.GetBytes(Announced(announced)));
        Assert.Equal(note, Assert.Single(reading.Notes));
        MadeFile.Same(MadeFile.Expected(_folder), reading.World);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(22)]
    public void BVH_with_more_frames_more_or_less_than_announced_is_refused(int announced) =>
        Assert.Contains($"{announced} frames", Assert.Throws<ConfigurationException>(() => Read(Encoding.UTF8.GetBytes(Announced(announced)))).Message);

    [Theory]
    [InlineData("0,5", "found '0,5'; expected is a number with a point, not a comma")]
    [InlineData("nan", "found 'nan'; expected is a number")]
    [InlineData("1.#QNAN", "found '1.#QNAN'; expected is a number")]
    public void BVH_number_that_is_none_is_refused_naming_the_line(string number, string problem)
    {
        var text = new MadeRig { Frames = 1 }.Text();
        var at = text.LastIndexOf("0.03", StringComparison.Ordinal) + "0.033333\n".Length;
        var wrong = string.Concat(text.AsSpan(0, at), number, text.AsSpan(text.IndexOf(' ', at)));
        problem = $"line {text[..at].Count(letter => letter == '\n') + 1}: {problem}";
        Assert.Contains(problem, Assert.Throws<ConfigurationException>(() => Read(Encoding.UTF8.GetBytes(wrong))).Message, StringComparison.Ordinal);
    }

    private static string Announced(int frames) => new MadeRig().Text().Replace("Frames: 20", $"Frames: {frames}", StringComparison.Ordinal);

    private RigReading Read(byte[] file)
    {
        var path = _folder.File("a.bvh");
        File.WriteAllBytes(path, file);
        return MotionFormat.Bvh.ReadFile(path, new RigOptions(), joints: null);
    }
}
