using System.Diagnostics;
using System.Runtime.CompilerServices;
using StreamLift.Host;

namespace StreamLift.Pipeline.Tests;

/// <summary>A test that needs Python with confluent-kafka, and skips with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (Python is null)
            Skip = "needs Python with confluent-kafka (Debian: python3-confluent-kafka; else pip install confluent-kafka)";
    }

    /// <summary>An interpreter that has the client; null without.</summary>
    public static string? Python { get; } = ((string[])["python3", "/usr/bin/python3"]).FirstOrDefault(HasClient);

    private static bool HasClient(string interpreter)
    {
        try
        {
            using var asking = Process.Start(new ProcessStartInfo(interpreter, ["-c", "import confluent_kafka"]) { RedirectStandardError = true });
            asking!.WaitForExit();
            return asking.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
