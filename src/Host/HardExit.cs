using System.Runtime.InteropServices;

namespace StreamLift.Host;

/// <summary>
/// Ends the process at once. An ordinary exit runs what native libraries have left to do at the end, and a driver in which a call hangs would
/// wait there for that call.
/// </summary>
internal static partial class HardExit
{
    /// <summary>Doesn't come back.</summary>
    public static void With(int code)
    {
        if (!OperatingSystem.IsWindows())
            Exit(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
