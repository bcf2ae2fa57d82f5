using StreamLift.Tests;

namespace StreamLift.House.Tests;

/// <summary>The repository that holds this test.</summary>
internal static class Repository
{
    public static string Root => SharedData.RepositoryRoot;

    /// <summary>The rooms under src, by name.</summary>
    public static IReadOnlyDictionary<string, Room> Rooms { get; } = Projects("src").ToDictionary(room => room.Name);

    public static IReadOnlyList<Room> Tests { get; } = [.. Projects("tests")];

    /// <summary>The sources under src/OptionParsing, which are no project: those with a command line compile them in.</summary>
    public static IReadOnlyList<SourceFile> OptionParsing { get; } = [.. SourceFile.Under(Path.Combine(Root, "src", "OptionParsing"))];

    /// <summary>Every source file of projects, tests, benchmarks, eng and samples.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [.. new[] { "src", "tests", "bench", "eng", "samples" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists).SelectMany(SourceFile.Under)];

    private static IEnumerable<Room> Projects(string folder) =>
        Directory
            .EnumerateDirectories(Path.Combine(Root, folder))
            .SelectMany(room => Directory.EnumerateFiles(room, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(file => new Room(file));
}
