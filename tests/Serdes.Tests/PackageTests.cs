using System.Diagnostics;
using System.IO.Compression;
using StreamLift.Tests;

namespace StreamLift.Serdes.Tests;

/// <summary>The NuGet packages, as `dotnet pack` makes them of what was built.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("Poses")]
    [InlineData("Wire", "poses.proto")]
    [InlineData("Serdes")]
    public async Task Package_holds_library_documentation_readme_and_license(string project, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("streamlift-pack-").FullName;
        try
        {
            await PackAsync(project, folder);

            using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.nupkg")));
            var library = $"lib/net10.0/StreamLift.{project}";
            string[] expected = [$"{library}.dll", $"{library}.xml", "README.md", "LICENSE", $"StreamLift.{project}.nuspec", .. more];
            Assert.Empty(expected.Except(package.Entries.Select(entry => entry.FullName)));
            using var symbols = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, "*.snupkg")));
            Assert.Contains(symbols.Entries, entry => entry.FullName == $"{library}.pdb");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PackAsync(string project, string folder)
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}") ? "Debug" : "Release";
        var source = Path.Combine(SharedData.RepositoryRoot, "src", project);
        var start = new ProcessStartInfo("dotnet", ["pack", source, "--no-build", "-c", configuration, "-o", folder, "-v", "q", "--nologo", "-nr:false"])
        {
            RedirectStandardOutput = true,
        };
        using var pack = Process.Start(start)!;
        var output = await pack.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await pack.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(pack.ExitCode == 0, output);
    }
}
