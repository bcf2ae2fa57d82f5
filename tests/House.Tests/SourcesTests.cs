using System.Text.RegularExpressions;

namespace StreamLift.House.Tests;

/// <summary>The rules of the house that can be seen without a compiler.</summary>
public partial class SourcesTests
{
    private const int Most = 250, Long = 165;

    private static IEnumerable<SourceFile> Typed => Repository.Rooms.Values.Concat(Repository.Tests).SelectMany(room => room.Sources).Where(source => !source.IsProgram);

    [Fact]
    public void No_file_has_more_than_250_lines() =>
        Breaches.None(Repository.Sources.Where(source => source.Lines > Most).Select(source => $"{source}: {source.Lines}"));

    [Fact]
    public void Few_files_have_more_than_165_lines()
    {
        var those = Repository.Sources.Where(source => source.Lines > Long).Select(source => $"{source}: {source.Lines}").ToList();
        Assert.True(those.Count <= Repository.Sources.Count / 50, $"more than one in fifty: {string.Join(", ", those)}");
    }

    [Fact]
    public void A_file_holds_one_type_and_has_its_name() =>
        Breaches.None(Typed.Where(source => !source.Types.SequenceEqual([source.Name])).Select(source => $"{source} holds {string.Join(", ", source.Types)}"));

    [Fact]
    public void A_namespace_is_its_folder() =>
        Breaches.None(Repository.Rooms.Values.Concat(Repository.Tests).SelectMany(room => room.Sources
            .Where(source => !source.IsProgram && source.Namespace != Expected(room, source))
            .Select(source => $"{source} is in {source.Namespace}")));

    [Fact]
    public void There_are_no_rooms_for_leftovers_and_no_regions() =>
        Breaches.None(Repository.Sources.Where(source => Leftovers().IsMatch(source.ToString()) || source.Says(Region()).Any()).Select(source => $"{source}"));

    private static string Expected(Room room, SourceFile source)
    {
        var inside = Path.GetRelativePath(room.Folder, source.Folder);
        return $"StreamLift.{room.Name}" + (inside == "." ? "" : "." + inside.Replace(Path.DirectorySeparatorChar, '.'));
    }

    [GeneratedRegex(@"(Utils?|Helpers?|Common|Misc)[/.]")]
    private static partial Regex Leftovers();

    [GeneratedRegex(@"^\s*#region\b")]
    private static partial Regex Region();
}
