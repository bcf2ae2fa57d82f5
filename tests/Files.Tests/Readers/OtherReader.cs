using System.Diagnostics;
using System.Text.Json;
using StreamLift.Tests;

namespace StreamLift.Files.Tests.Readers;

/// <summary>Readers of other programs, which say what they find in a file as JSON. Each is looked for on the machine.</summary>
internal static class OtherReader
{
    private static readonly string Modules = Path.Combine(SharedData.Artifacts, "readers", "node_modules");
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Why a reader can't be asked here. Null: it can.</summary>
    public static string? Missing(string script) =>
        script switch
        {
            "blender.py" => Finds("blender", "--version") ? null : "no Blender on this machine (Debian: apt-get install blender)",
            "npz.py" => Finds(Python, "-c", "import numpy") ? null : "no Python 3 with NumPy on this machine (Debian: apt-get install python3-numpy)",
            _ when !Directory.Exists(Modules) => $"no {Modules}: eng/readers/install fetches it",
            _ => Finds("node", "--version") ? null : "no node on this machine",
        };

    /// <summary>What a reader finds in a file.</summary>
    public static JsonElement Read(string script, string file)
    {
        var path = Path.Combine(SharedData.RepositoryRoot, "tests", "Files.Tests", "Readers", script);
        var (exit, output, error) = script switch
        {
            "blender.py" => Run("blender", "--background", "--factory-startup", "--python-exit-code", "1", "--python", path, "--", file),
            "npz.py" => Run(Python, path, file),
            _ => Run("node", path, Modules, file),
        };
        Assert.True(exit == 0, $"{script} {file} ended with {exit}: {error}{output}");
        const string Result = "RESULT ";
        var json = script == "blender.py" ? output.Split('\n').Single(line => line.StartsWith(Result, StringComparison.Ordinal))[Result.Length..] : output;
        return JsonDocument.Parse(json).RootElement;
    }

    // Debian's, which has Debian's NumPy; another one of a version manager may come first
    private static string Python => File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static bool Finds(string program, params string[] arguments)
    {
        try
        {
            return Run(program, arguments).Exit == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Exit, string Output, string Error) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Limit))
            process.Kill(entireProcessTree: true);
        return (process.ExitCode, output.Result, error.Result);
    }
}
