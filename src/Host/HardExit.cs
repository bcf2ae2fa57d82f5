using System.Runtime.InteropServices;

namespace StreamLift.Host;

/// <summary>
/// Ends the process at once. An ordinary exit runs the exit handlers of native libraries, and the driver of a hung call would wait there for that
/// call.
/// </summary>
internal static partial class HardExit
{
    /// <summary>Does not return.</summary>
    public static void With(int code)
    {
        if (!OperatingSystem.IsWindows())
            Exit(code);
        Environment.Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
