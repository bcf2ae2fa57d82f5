using System.ComponentModel;
using System.Diagnostics;

namespace StreamLift.Host.Viewing;

/// <summary>Opens the user's browser, where there is one.</summary>
internal static class BrowserLauncher
{
    /// <summary>The environment variable that keeps it from opening one.</summary>
    public const string OffVariable = "STREAMLIFT_NO_BROWSER";

    // In the background of a shell: Ctrl+C is for this process, and what a browser prints is not for this terminal.
    private const string InBackground = "\"$0\" \"$1\" >/dev/null 2>&1 </dev/null &";

    /// <summary>Opens a page.</summary>
    /// <returns>Whether there is a browser, as far as can be told.</returns>
    public static bool TryOpen(Uri address)
    {
        var system =
            OperatingSystem.IsWindows() ? DesktopSystem.Windows
            : OperatingSystem.IsMacOS() ? DesktopSystem.MacOS
            : DesktopSystem.Other;
        if (Opener(system, Environment.GetEnvironmentVariable, File.Exists) is not { } opener)
            return false;
        try
        {
            using var started =
                system == DesktopSystem.Windows
                    ? Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })
                    : Process.Start("/bin/sh", ["-c", InBackground, opener, address.AbsoluteUri]);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>The program that opens a page; null where there is none, or no display to open it on.</summary>
    /// <param name="system">The system.</param>
    /// <param name="variable">An environment variable.</param>
    /// <param name="isFile">Whether a path is a file.</param>
    public static string? Opener(DesktopSystem system, Func<string, string?> variable, Func<string, bool> isFile)
    {
        bool Has(string name) => !string.IsNullOrEmpty(variable(name));
        if (Has(OffVariable))
            return null;
        if (system == DesktopSystem.Windows)
            return "start";
        if (system == DesktopSystem.MacOS)
            return Has("SSH_CONNECTION") ? null : "/usr/bin/open"; // it would open on the screen of the other machine
        if (!Has("DISPLAY") && !Has("WAYLAND_DISPLAY"))
            return null;
        return (variable("PATH") ?? "").Split(':').Select(folder => $"{folder}/xdg-open").FirstOrDefault(isFile);
    }
}

/// <summary>Systems that open pages in ways of their own.</summary>
internal enum DesktopSystem
{
    Other,
    MacOS,
    Windows,
}
