using System.Text.RegularExpressions;

namespace StreamLift.House.Tests;

/// <summary>The rules of the house that can be seen without a compiler.</summary>
public partial class SourcesTests
{
    private const int MostLines = 250;
    private const int LeastLines = 10;
    private const int MostColumns = 160;
    private const int MostFiles = 25;
    private const int MostOfName = 80;

    private static IEnumerable<SourceFile> Typed =>
        Repository
            .Rooms.Values.Concat(Repository.Tests)
            .SelectMany(room => room.Sources)
            .Concat(Repository.Shared.Values.SelectMany(sources => sources))
            .Where(source => !source.IsProgram);

    [Fact]
    public void No_file_has_more_than_250_lines() =>
        Breaches.None(Repository.Sources.Where(source => source.Lines > MostLines && !source.IsTable).Select(source => $"{source}: {source.Lines}"));

    [Fact]
    public void No_file_has_fewer_than_10_lines() =>
        Breaches.None(
            Repository.Sources.Where(source => source.Lines < LeastLines && !source.IsProgram && !source.IsMarker).Select(source => $"{source}: {source.Lines}")
        );

    [Fact]
    public void No_line_has_more_than_160_columns() => Breaches.None(Repository.Sources.SelectMany(source => source.LinesOver(MostColumns)));

    [Fact]
    public void Page_files_keep_the_limits_of_lines_and_columns()
    {
        Assert.NotEmpty(Repository.Page);
        Breaches.None(Repository.Page.Where(file => file.Lines is > MostLines or < LeastLines).Select(file => $"{file}: {file.Lines}"));
        Breaches.None(Repository.Page.SelectMany(file => file.LinesOver(MostColumns)));
        Breaches.None(
            Repository.Page.GroupBy(file => file.Folder).Where(folder => folder.Count() > MostFiles).Select(folder => $"{folder.Key}: {folder.Count()}")
        );
    }

    [Fact]
    public void No_folder_has_more_than_25_files() =>
        Breaches.None(
            Repository
                .Sources.GroupBy(source => source.Folder)
                .Where(folder => folder.Count() > MostFiles)
                .Select(folder => $"{Path.GetRelativePath(Repository.Root, folder.Key)}: {folder.Count()}")
        );

    // A file holds a type and its small companions: those that mean nothing without it.
    [Fact]
    public void Source_file_holds_one_type_of_its_name_and_its_small_companions() =>
        Breaches.None(
            Typed.SelectMany(source =>
                source
                    .Declarations.Where(type => type.Name != source.Name && !type.IsSmallCompanion)
                    .Select(type => $"{source} holds {type.Name}, of {type.CodeLines} lines")
                    .Concat(source.Declarations.Any(type => type.Name == source.Name) ? [] : [$"{source} holds no type of its name"])
            )
        );

    [Fact]
    public void Namespace_matches_the_folder_of_its_file() =>
        Breaches.None(
            Repository
                .Rooms.Values.Concat(Repository.Tests)
                .SelectMany(room =>
                    room.Sources.Where(source => !source.IsProgram && source.Namespace != Expected(room, source))
                        .Select(source => $"{source} is in {source.Namespace}")
                )
                .Concat(
                    Repository.Shared.SelectMany(folder =>
                        folder.Value.Where(source => source.Namespace != $"StreamLift.{folder.Key}").Select(source => $"{source} is in {source.Namespace}")
                    )
                )
        );

    [Fact]
    public void Source_files_have_no_utility_folders_and_no_regions() =>
        Breaches.None(Repository.Sources.Where(source => Leftovers().IsMatch(source.ToString()) || source.Says(Region()).Any()).Select(source => $"{source}"));

    // A report of failed tests shows a method's name alone.
    [Fact]
    public void Test_names_are_understood_alone() =>
        Breaches.None(
            Repository
                .Tests.SelectMany(room => room.Sources)
                .SelectMany(source =>
                    source
                        .Says(TestMethod())
                        .Select(match => match.Groups[1].Value)
                        .Where(name => name.Length > MostOfName || Leaning().IsMatch(name))
                        .Select(name => $"{source}: {name}")
                )
        );

    private static string Expected(Room room, SourceFile source)
    {
        var inside = Path.GetRelativePath(room.Folder, source.Folder);
        return $"StreamLift.{room.Name}" + (inside == "." ? "" : "." + inside.Replace(Path.DirectorySeparatorChar, '.'));
    }

    [GeneratedRegex(@"public (?:async )?(?:void|Task|ValueTask) (\w+_\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"^(And|So|It|Its|Nor|One|What|Whatever|Whoever|However|Of|Without|In|Another)_")]
    private static partial Regex Leaning();

    [GeneratedRegex(@"(Utils?|Helpers?|Common|Misc)[/.]")]
    private static partial Regex Leftovers();

    [GeneratedRegex(@"^\s*#region\b")]
    private static partial Regex Region();
}
