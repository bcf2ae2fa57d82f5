using System.Text;
using StreamLift.Datasets.MotionFiles;
using StreamLift.Datasets.Rigs;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Bvh;

public sealed class DamagedBvhTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BVH_file_truncated_anywhere_is_refused_in_one_line_that_names_the_file()
    {
        var whole = Encoding.UTF8.GetBytes(BvhRecordingsTests.Person("{0}", 1, frames: 3)).AsSpan().TrimEnd("\n\r "u8).ToArray();
        for (var length = 0; length < whole.Length - 1; length += 3)
        {
            if (OnlyLacksTheLastFrame(whole, length))
                continue;
            var problem = Assert.Throws<ConfigurationException>(() => Read(whole[..length]));
            Assert.Contains("damaged.bvh", Assert.Single(problem.Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void BVH_file_with_corrupt_bytes_or_words_is_read_or_refused_in_bounded_memory()
    {
        var whole = Encoding.UTF8.GetBytes(BvhRecordingsTests.Person("{0}", 1, frames: 3));
        var random = new Random(10);
        byte[][] words =
        [
            .. new[]
            {
                " } ",
                " { ",
                "\nJOINT ",
                " MOTION ",
                " End Site ",
                " 999999999 ",
                " -1 ",
                " NaN ",
                " 1e38 ",
                " 1e999 ",
                " CHANNELS ",
                " Frames: ",
            }.Select(Encoding.UTF8.GetBytes),
        ];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 4000; i++)
        {
            var damaged = whole.ToList();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                if (random.Next(2) == 0)
                    damaged[random.Next(damaged.Count)] = (byte)random.Next(256);
                else
                    damaged.InsertRange(random.Next(damaged.Count), words[random.Next(words.Length)]);
            ReadOrRefuse([.. damaged]);
        }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4000L << 18, "a quarter of a megabyte each is plenty");
    }

    [Theory]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 1 Xposition } MOTION Frames: 2147483647 Frame Time: 1 0 0")]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 0 } MOTION Frames: 2147483647 Frame Time: 1")]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 7 Xposition } MOTION")]
    [InlineData("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 1 Wposition } MOTION")]
    [InlineData("HIERARCHY } MOTION Frames: 0 Frame Time: 1")]
    [InlineData("HIERARCHY MOTION Frames: 0 Frame Time: 1")]
    [InlineData("")]
    public void BVH_file_with_an_invalid_hierarchy_or_too_few_frames_is_refused(string file) =>
        Assert.Throws<ConfigurationException>(() => Read(Encoding.UTF8.GetBytes(file)));

    [Fact]
    public void BVH_hierarchy_of_more_than_2000_joints_is_refused()
    {
        var endless = new StringBuilder("HIERARCHY ROOT a\n{ OFFSET 0 0 0 CHANNELS 0 ");
        for (var i = 0; i < 100_000; i++)
            endless.Append("JOINT b\n{ OFFSET 0 0 0 CHANNELS 0 ");
        Assert.Contains(
            "more than 2000 joints",
            Assert.Throws<ConfigurationException>(() => Read(Encoding.UTF8.GetBytes(endless.ToString()))).Message,
            StringComparison.Ordinal
        );
    }

    // A file that announces one frame more than it has is read (BvhFormTests).
    private static bool OnlyLacksTheLastFrame(byte[] whole, int length) =>
        Encoding.UTF8.GetString(whole.AsSpan(0, length)).Split("Frame Time: 0.033333")[^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length
        == 2 * (6 + (15 * 3));

    private void ReadOrRefuse(byte[] file)
    {
        try
        {
            Assert.Equal(0, Read(file).Length % 51);
        }
        catch (ConfigurationException refused)
        {
            Assert.DoesNotContain('\n', Assert.Single(refused.Problems));
        }
    }

    private float[] Read(byte[] file)
    {
        var path = _folder.File("damaged.bvh");
        File.WriteAllBytes(path, file);
        return MotionFormat.Bvh.ReadFile(path, new RigOptions(), joints: null).World;
    }
}
