namespace StreamLift.Host.Running;

/// <summary>Identifies a version of a file. It describes the file itself and not a link to it, so that a redirected link shows too.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Written">Time of the last write.</param>
/// <param name="Created">Time of creation. A file that is moved into place may be older than its predecessor and of equal length.</param>
internal readonly record struct FileStamp(long Length, DateTime Written, DateTime Created)
{
    /// <summary>Null if the file is missing or not accessible, as between a removal and its replacement.</summary>
    public static FileStamp? Of(string path)
    {
        // A missing file is no exception: many models have no fp16 file, and each check would count an exception in dotnet.exceptions.
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
