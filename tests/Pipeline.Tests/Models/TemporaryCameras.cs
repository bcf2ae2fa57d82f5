namespace StreamLift.Pipeline.Tests.Models;

/// <summary>A file of cameras in a folder of its own, which is removed at the end.</summary>
internal sealed class TemporaryCameras : IDisposable
{
    private const string Camera = """{"width":1000,"height":1000,"fx":1100,"fy":1100,"cx":480,"cy":510}""";

    /// <param name="streams">The streams or prefixes, which all have the same camera.</param>
    public TemporaryCameras(params IEnumerable<string> streams) =>
        System.IO.File.WriteAllText(File, $"{{{string.Join(',', streams.Select(stream => $"\"{stream}\":{Camera}"))}}}");

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("streamlift-cameras-").FullName;

    /// <summary>The file.</summary>
    public string File => Path.Combine(Folder, "cameras.json");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
