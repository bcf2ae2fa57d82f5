using System.Text.RegularExpressions;

namespace StreamLift.House.Tests;

/// <summary>A source file, read as text: what a person sees without a compiler.</summary>
internal sealed partial class SourceFile(string path)
{
    private static readonly string[] Tables = File.ReadAllLines(Path.Combine(StreamLift.Tests.SharedData.RepositoryRoot, ".csharpierignore"));

    private readonly string[] _lines = File.ReadAllLines(path);

    public string Name => Path.GetFileNameWithoutExtension(path);

    public string Folder => Path.GetDirectoryName(path)!;

    public int Lines => _lines.Length;

    public string Namespace => _lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "";

    /// <summary>A collection of xunit is an empty class with an attribute, and xunit finds it by its type alone.</summary>
    public bool IsMarker => Name.EndsWith("Collection", StringComparison.Ordinal);

    /// <summary>Whether it is a table of numbers, which the formatter leaves alone.</summary>
    public bool IsTable => Tables.Contains(ToString().Replace('\\', '/'));

    /// <summary>Types at the left margin, generic parameters left out; those of <c>file</c> scope are the file's own affair.</summary>
    public IReadOnlyList<Declaration> Declarations
    {
        get
        {
            var starts = Enumerable.Range(0, _lines.Length).Where(line => TypeLine().IsMatch(_lines[line])).ToList();
            return
            [
                .. starts.Select(
                    (start, i) =>
                        new Declaration(
                            TypeLine().Match(_lines[start]).Groups["name"].Value,
                            TypeLine().Match(_lines[start]).Groups["kind"].Value,
                            _lines[start..(i + 1 < starts.Count ? starts[i + 1] : _lines.Length)].Count(IsCode)
                        )
                ),
            ];
        }
    }

    /// <summary>Lines that are too wide, each with its place.</summary>
    public IEnumerable<string> LinesOver(int columns) =>
        _lines.Select((line, i) => (line, i)).Where(line => line.line.Length > columns).Select(line => $"{this}({line.i + 1}): {line.line.Length} columns");

    /// <summary>A program's entry point has statements and no type.</summary>
    public bool IsProgram => Name == "Program";

    /// <summary>Names behind <c>StreamLift.</c>, wherever they stand outside comments.</summary>
    public IEnumerable<string> NamedRooms => Says(RoomName()).Select(match => match.Groups[1].Value);

    /// <summary>Whether code outside comments matches.</summary>
    public IEnumerable<Match> Says(Regex pattern) => _lines.Select(line => Comment().Replace(line, "")).SelectMany(line => pattern.Matches(line));

    public override string ToString() => Path.GetRelativePath(StreamLift.Tests.SharedData.RepositoryRoot, path);

    /// <summary>All of a folder's, but what a build wrote.</summary>
    public static IEnumerable<SourceFile> Under(string folder) => Of([".cs"], folder);

    /// <summary>All files of a folder that end so, but what a build wrote.</summary>
    public static IEnumerable<SourceFile> Of(string[] endings, string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => endings.Contains(Path.GetExtension(file)))
            .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(file));

    [GeneratedRegex(@"^namespace\s+([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?!file\b)(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*"
            + @"(?<kind>class|struct|record\s+struct|record\s+class|record|interface|enum|delegate\s+[\w<>\[\], ]+?)\s+(?<name>\w+)"
    )]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\bStreamLift\.(\w+)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"//.*$")]
    private static partial Regex Comment();

    private static bool IsCode(string line) => line.Trim() is { Length: > 0 } code && !code.StartsWith("//", StringComparison.Ordinal) && !code.StartsWith('[');

    /// <summary>A type at the left margin.</summary>
    internal sealed record Declaration(string Name, string Kind, int CodeLines)
    {
        public bool IsSmallCompanion => CodeLines <= 17 && Kind != "interface";
    }
}
