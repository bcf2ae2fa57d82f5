using StreamLift.Tests;

namespace StreamLift.House.Tests;

/// <summary>The repository that holds this test.</summary>
internal static class Repository
{
    public static string Root => SharedData.RepositoryRoot;

    /// <summary>The rooms under src, by name.</summary>
    public static IReadOnlyDictionary<string, Room> Rooms { get; } = Projects("src").ToDictionary(room => room.Name);

    public static IReadOnlyList<Room> Tests { get; } = [.. Projects("tests")];

    /// <summary>The folders under src that are no project, by name: sources that several projects compile in.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<SourceFile>> Shared { get; } =
        ((string[])["BrokerErrors", "NativeKafka", "OptionParsing"]).ToDictionary(
            name => name,
            name => (IReadOnlyList<SourceFile>)[.. SourceFile.Under(Path.Combine(Root, "src", name))]
        );

    /// <summary>Every source file of projects, tests, benchmarks, eng and samples.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
    [.. new[] { "src", "tests", "bench", "eng", "samples" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists).SelectMany(SourceFile.Under)];

    /// <summary>The viewer's page. Its folder <c>vendor</c> is left out: eng/vendor-three makes it of what others wrote.</summary>
    public static IReadOnlyList<SourceFile> Page { get; } =
    [.. SourceFile.Of([".js", ".css", ".html"], Path.Combine(Root, "src", "View", "Page")).Where(file => Path.GetFileName(file.Folder) != "vendor")];

    private static IEnumerable<Room> Projects(string folder) =>
        Directory
            .EnumerateDirectories(Path.Combine(Root, folder))
            .SelectMany(room => Directory.EnumerateFiles(room, "*.csproj"))
            .Order(StringComparer.Ordinal)
            .Select(file => new Room(file));
}
