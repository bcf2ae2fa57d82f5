using System.Text.RegularExpressions;

namespace StreamLift.House.Tests;

/// <summary>A source file, read as text: what a person sees without a compiler.</summary>
internal sealed partial class SourceFile(string path)
{
    private readonly string[] _lines = File.ReadAllLines(path);

    public string Name => Path.GetFileNameWithoutExtension(path);

    public string Folder => Path.GetDirectoryName(path)!;

    public int Lines => _lines.Length;

    public string Namespace => _lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "";

    /// <summary>Types at the left margin, generic parameters left out; those of <c>file</c> scope are the file's own affair.</summary>
    public IEnumerable<string> Types => _lines.Select(line => TypeLine().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct();

    /// <summary>A program's entry point has statements and no type.</summary>
    public bool IsProgram => Name == "Program";

    /// <summary>Names behind <c>StreamLift.</c>, wherever they stand outside comments.</summary>
    public IEnumerable<string> NamedRooms => Says(RoomName()).Select(match => match.Groups[1].Value);

    /// <summary>Whether code outside comments matches.</summary>
    public IEnumerable<Match> Says(Regex pattern) => _lines
        .Select(line => Comment().Replace(line, ""))
        .SelectMany(line => pattern.Matches(line));

    public override string ToString() => Path.GetRelativePath(StreamLift.Tests.SharedData.RepositoryRoot, path);

    /// <summary>All of a folder's, but what a build wrote.</summary>
    public static IEnumerable<SourceFile> Under(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal)
        .Select(file => new SourceFile(file));

    [GeneratedRegex(@"^namespace\s+([\w.]+);")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?!file\b)(?:(?:public|internal|sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(?:class|struct|record\s+struct|record\s+class|record|interface|enum|delegate\s+[\w<>\[\], ]+?)\s+(\w+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\bStreamLift\.(\w+)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"//.*$")]
    private static partial Regex Comment();
}
