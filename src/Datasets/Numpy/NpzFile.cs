using System.IO.Compression;
using StreamLift.Poses;

namespace StreamLift.Datasets.Numpy;

/// <summary>A .npz file: a zip archive of .npy files. Each error becomes one line that names the file.</summary>
internal static class NpzFile
{
    /// <summary>The names of the arrays, without ".npy". Throws <see cref="ConfigurationException"/>.</summary>
    public static IReadOnlyList<string> Names(string path) =>
        Guarded(path, archive => archive.Entries.Select(e => Path.ChangeExtension(e.FullName, null)).ToArray());

    /// <summary>The value with a name. Null: the file does not have it. Throws <see cref="ConfigurationException"/>.</summary>
    public static object? Read(string path, string name) => Guarded(path, archive =>
        {
            var entry = archive.GetEntry(name + ".npy");
            if (entry is null)
                return null;
            SizeGuard.Check(entry.Length, entry.CompressedLength, $"array {name}");
            using var stream = new BufferedStream(entry.Open(), 1 << 16);
            return NpyReader.Read(stream, entry.Length);
        });

    private static T Guarded<T>(string path, Func<ZipArchive, T> read)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return read(archive);
        }
        catch (EndOfStreamException)
        {
            throw new ConfigurationException($"{path} is truncated: copy it again");
        }
        // .NET's words are about the parts of a zip archive
        catch (InvalidDataException e) when (e.Source == typeof(ZipArchive).Assembly.GetName().Name)
        {
            throw new ConfigurationException($"{path} is damaged, or not the zip archive that an .npz file is: copy it again ({OneLine.Of(e.Message, 200)})");
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} can't be read: {OneLine.Of(e.Message, 400)}");
        }
    }
}
