using System.Xml.Linq;

namespace StreamLift.House.Tests;

/// <summary>One project folder as its project file and sources show it.</summary>
internal sealed class Room
{
    private readonly XDocument _project;

    public Room(string projectFile)
    {
        ProjectFile = projectFile;
        Folder = Path.GetDirectoryName(projectFile)!;
        _project = XDocument.Load(projectFile);
        Sources = [.. SourceFile.Under(Folder)];
    }

    public string ProjectFile { get; }

    public string Folder { get; }

    public string Name => Path.GetFileNameWithoutExtension(ProjectFile);

    public IReadOnlyList<SourceFile> Sources { get; }

    /// <summary>The packages it names; properties such as <c>$(Torch)</c> as they stand, unless the project says its default.</summary>
    public IEnumerable<string> Packages => Included("PackageReference").Select(Expanded);

    public IEnumerable<string> Rooms => Included("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The rooms whose names its sources say, its own left out.</summary>
    public IEnumerable<string> NamedRooms => Sources.SelectMany(source => source.NamedRooms).Distinct().Where(room => room != Name);

    public override string ToString() => Name;

    private IEnumerable<string> Included(string item) => _project.Descendants(item).Select(reference => (string)reference.Attribute("Include")!);

    private string Expanded(string package) =>
        _project
            .Descendants("PropertyGroup")
            .Elements()
            .Aggregate(package, (name, property) => name.Replace($"$({property.Name.LocalName})", property.Value, StringComparison.Ordinal));
}
