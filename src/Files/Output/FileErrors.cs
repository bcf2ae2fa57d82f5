using StreamLift.Poses;

namespace StreamLift.Files.Output;

/// <summary>Turns errors of the file system into one line that names the file and the remedy.</summary>
internal static class FileErrors
{
    private const int NoSpace = 28; // ENOSPC of Linux and macOS
    private const int QuotaExceeded = 122; // EDQUOT of Linux
    private const int DiskFull = unchecked((int)0x80070070); // Windows: ERROR_DISK_FULL
    private const int HandleDiskFull = unchecked((int)0x80070027); // Windows: ERROR_HANDLE_DISK_FULL

    /// <summary>Does something with a file.</summary>
    /// <exception cref="ConfigurationException">The file system refuses.</exception>
    public static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ConfigurationException($"{path} can't be written: {Reason(path, e)}");
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    public static void Guard(string path, Action write) => Guard(path, () =>
        {
            write();
            return true;
        });

    private static string Reason(string path, Exception e) =>
        e switch
        {
            IOException { HResult: NoSpace or QuotaExceeded or DiskFull or HandleDiskFull } =>
                "the disk is full; free some space, or name a file on another disk" + (File.Exists(path) ? ". What was flushed before is in the file" : ""),
            DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(Path.GetFullPath(path))} does not exist; create it",
            UnauthorizedAccessException when Directory.Exists(path) => "it is a folder; name a file",
            UnauthorizedAccessException => "permission is denied; name a file in a folder that you may write to",
            IOException when File.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) =>
                $"{Path.GetDirectoryName(Path.GetFullPath(path))} is a file, not a folder",
            _ => $"{OneLine.Of(e.Message, 200)}; name another file",
        };
}
