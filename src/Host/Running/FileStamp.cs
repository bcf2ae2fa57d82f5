namespace StreamLift.Host.Running;

/// <summary>What shows that a file has become another: of the file itself, not of a link to it, so that a link turned to another file shows too.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Created">When it was made: a file moved into its place may be older and as long.</param>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created)
{
    /// <summary>Null where it isn't there or can't be looked at, as between a removal and the new file.</summary>
    public static FileStamp? Of(string path)
    {
        // a file that is not there is no exception: some models have no fp16 beside them, and every look would count one in dotnet.exceptions
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return new FileStamp(RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file), File.GetCreationTimeUtc(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
