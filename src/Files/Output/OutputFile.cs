using StreamLift.Poses;

namespace StreamLift.Files.Output;

/// <summary>A file that grows: whole pieces are appended, and numbers in its header are patched.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly FileStream _file;

    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether one that is there is replaced.</param>
    /// <exception cref="ConfigurationException">It can't be created, or is there.</exception>
    public OutputFile(string path, bool overwrite)
    {
        Path = path;
        RequireFree(path, overwrite);
        // no buffer: pieces are collected by the writer, and what is in the file is whole
        _file = FileErrors.Guard(path, () => new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
    }

    public string Path { get; }

    /// <exception cref="ConfigurationException">The file is there, and may not be replaced.</exception>
    public static void RequireFree(string path, bool overwrite)
    {
        if (!overwrite && File.Exists(path))
            throw new ConfigurationException($"{path} is there already; name another file, or give --overwrite to replace it");
    }

    /// <summary>Appends a piece.</summary>
    /// <exception cref="ConfigurationException">It can't be written; the file then ends with the piece before.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        var end = _file.Length;
        try
        {
            _file.Position = end;
            _file.Write(piece);
        }
        catch (IOException e)
        {
            RemoveFrom(end);
            FileErrors.Guard(Path, () => throw e);
        }
    }

    /// <summary>Replaces bytes.</summary>
    public void Patch(long at, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        FileErrors.Guard(Path, () =>
        {
            _file.Position = at;
            _file.Write(copy);
        });
    }

    public void Dispose() => _file.Dispose();

    // A piece that was written in part, on a full disk, would be the file's damaged end.
    private void RemoveFrom(long end)
    {
        try
        {
            _file.SetLength(end);
        }
        catch (Exception e) when (e is IOException or NotSupportedException or ArgumentException)
        {
            // the error that led here is the one to report
        }
    }
}
