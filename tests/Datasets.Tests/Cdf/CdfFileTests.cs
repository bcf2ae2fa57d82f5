using StreamLift.Datasets.Cdf;
using StreamLift.Poses;

namespace StreamLift.Datasets.Tests.Cdf;

public sealed class CdfFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CDF_variable_reads_the_same_in_every_version_byte_order_and_compression()
    {
        int[] shape = [3, 5, 4];
        float[] values = [.. Enumerable.Range(0, 60).Select(i => (i * 37.25f) - 900)];
        for (var way = 0; way < 128; way++)
        {
            bool Has(int bit) => (way & (1 << bit)) != 0;
            var builder = new CdfBuilder
            {
                IsWide = !Has(0),
                BigEndian = Has(1),
                Doubles = Has(2),
                RowMajor = Has(3),
                CompressedValues = Has(4),
                CompressedFile = Has(5),
                RecordsEach = Has(6) ? 2 : 0,
                NestedIndex = Has(6),
            };
            var read = CdfFile.Read(Save(builder.Write("Pose", shape, values)), "Pose");
            Assert.Equal(shape, read.Shape);
            Assert.Equal(values, read.Values);
            Assert.Equal(Has(3), read.Stored.SequenceEqual(values));
        }
    }

    [Fact]
    public void CDF_file_without_the_variable_is_refused_listing_the_variables_it_has()
    {
        var path = Save(new CdfBuilder().Write("Angles", [1, 2], [1, 2]));
        Assert.Contains(
            "has no variable Pose; its variables are: Angles",
            Assert.Throws<ConfigurationException>(() => CdfFile.Read(path, "Pose")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void CDF_file_that_is_missing_or_of_another_format_is_refused()
    {
        Assert.Contains(
            "nowhere.cdf",
            Assert.Throws<ConfigurationException>(() => CdfFile.Read(_folder.File("nowhere.cdf"), "Pose")).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not start like a CDF",
            Assert.Throws<ConfigurationException>(() => CdfFile.Read(Save("CDF\x01 of another kind"u8.ToArray()), "Pose")).Message,
            StringComparison.Ordinal
        );
    }

    private string Save(byte[] file)
    {
        var path = _folder.File("pose.cdf");
        File.WriteAllBytes(path, file);
        return path;
    }
}
