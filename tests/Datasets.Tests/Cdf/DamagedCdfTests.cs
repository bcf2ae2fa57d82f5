using System.Buffers.Binary;
using StreamLift.Datasets.Cdf;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Cdf;

public sealed class DamagedCdfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool, bool> Compressions =>
        new()
        {
            { false, false },
            { true, false },
            { false, true },
        };

    [Theory]
    [MemberData(nameof(Compressions))]
    public void CDF_file_truncated_anywhere_is_refused_in_one_line_that_names_the_file(bool values, bool file)
    {
        var whole = Whole(values, file);
        for (var length = 0; length < whole.Length; length++)
        {
            var problem = Assert.Throws<ConfigurationException>(() => Read(whole[..length]));
            Assert.Contains("damaged.cdf", Assert.Single(problem.Problems), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void CDF_file_with_corrupt_bytes_is_read_or_refused_in_bounded_memory(bool values, bool file)
    {
        var whole = Whole(values, file);
        var random = new Random(9);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 3000; i++)
        {
            var damaged = (byte[])whole.Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = random.Next(3) switch
                {
                    0 => 0xFF,
                    1 => 0,
                    _ => (byte)random.Next(256),
                };
            ReadOrRefuse(damaged);
        }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 3000L << 20, "a megabyte each would be too much");
    }

    [Fact]
    public void CDF_file_with_any_descriptor_integer_corrupted_is_read_or_refused_in_one_line()
    {
        var builder = new CdfBuilder { CompressedValues = true };
        var whole = builder.Write("Pose", [1, 4, 96], new float[4 * 96]);
        foreach (var value in (int[])[-1, 0, 1, int.MaxValue, int.MinValue, 1 << 30, 8, whole.Length])
            for (var at = 8; at < whole.Length - 4; at += 4)
            {
                var damaged = (byte[])whole.Clone();
                BinaryPrimitives.WriteInt32BigEndian(damaged.AsSpan(at), value);
                ReadOrRefuse(damaged);
            }
    }

    [Fact]
    public void CDF_index_that_points_to_itself_is_refused()
    {
        var builder = new CdfBuilder { NestedIndex = true };
        var whole = builder.Write("Pose", [1, 4, 96], new float[4 * 96]);
        // The offset of the only entry: after size, type, next, two counts, first and last.
        BinaryPrimitives.WriteInt64BigEndian(whole.AsSpan(builder.IndexAt + 8 + 4 + 8 + 16), builder.IndexAt);
        Assert.Throws<ConfigurationException>(() => Read(whole));
        // The same offset as the next record of the chain.
        BinaryPrimitives.WriteInt64BigEndian(whole.AsSpan(builder.IndexAt + 8 + 4), builder.IndexAt);
        Assert.Throws<ConfigurationException>(() => Read(whole));
    }

    [Fact]
    public void CDF_variable_descriptor_that_points_to_itself_is_refused()
    {
        var builder = new CdfBuilder();
        var whole = builder.Write("Angles", [1, 4], new float[4]);
        BinaryPrimitives.WriteInt64BigEndian(whole.AsSpan(builder.DescriptorAt + 12), builder.DescriptorAt);
        Assert.Contains("without an end", Assert.Throws<ConfigurationException>(() => Read(whole)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CDF_decompression_bomb_is_refused_by_its_claimed_size()
    {
        var bomb = new CdfBuilder { CompressedFile = true }.Write("Pose", [1, 20_000_000], new float[20_000_000]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("claims", Assert.Throws<ConfigurationException>(() => Read(bomb)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10 << 20);
    }

    private static byte[] Whole(bool values, bool file)
    {
        var numbers = Enumerable.Range(0, 4 * 96).Select(i => (float)(i * 31 % 1700)).ToArray();
        return new CdfBuilder
        {
            CompressedValues = values,
            CompressedFile = file,
            RecordsEach = 1,
        }.Write("Pose", [2, 2, 96], numbers);
    }

    private void ReadOrRefuse(byte[] file)
    {
        try
        {
            Assert.NotNull(Read(file).Values);
        }
        catch (ConfigurationException refused)
        {
            Assert.DoesNotContain('\n', Assert.Single(refused.Problems));
        }
    }

    private CdfArray Read(byte[] file)
    {
        var path = _folder.File("damaged.cdf");
        File.WriteAllBytes(path, file);
        return CdfFile.Read(path, "Pose");
    }
}
