using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StreamLift.Poses.Tests;

/// <summary>A test that asks SciPy, and skips with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ScipyFactAttribute : FactAttribute
{
    public ScipyFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (Python is null)
            Skip = "needs Python with SciPy (Debian: python3-scipy; else pip install scipy)";
    }

    /// <summary>An interpreter that has it; null without.</summary>
    public static string? Python { get; } = ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(HasScipy);

    private static bool HasScipy(string interpreter)
    {
        try
        {
            using var asking = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import scipy.spatial"]) { RedirectStandardError = true });
            asking!.WaitForExit();
            return asking.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
