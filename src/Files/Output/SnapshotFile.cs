using StreamLift.Poses;

namespace StreamLift.Files.Output;

/// <summary>
/// A file that is written anew each time, under a temporary name that is then given the file's name: a reader finds the one before or the new one.
/// </summary>
internal static class SnapshotFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="ConfigurationException">It can't be written; one that was there is as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.tmp";
        FileErrors.Guard(path, () =>
        {
            try
            {
                using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
                    write(file);
                File.Move(temporary, path, overwrite: true);
            }
            catch
            {
                Remove(temporary);
                throw;
            }
        });
    }

    /// <summary>Refuses early what would fail at the end of a recording.</summary>
    /// <exception cref="ConfigurationException">The folder can't be written, or the file is there.</exception>
    public static void RequireWritable(string path, bool overwrite)
    {
        OutputFile.RequireFree(path, overwrite);
        FileErrors.Guard(path, () =>
        {
            if (Directory.Exists(path))
                throw new UnauthorizedAccessException();
            File.Create($"{path}.tmp").Dispose();
            File.Delete($"{path}.tmp");
        });
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // the error that led here is the one to report
        }
    }
}
