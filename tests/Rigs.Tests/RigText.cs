using System.Globalization;

namespace StreamLift.Rigs.Tests;

/// <summary>Writes rig files of StreamLift's own format.</summary>
internal static class RigText
{
    public const string Lens = """ "width":1920,"height":1080,"fx":1400,"fy":1400,"cx":960,"cy":540 """;
    public const string Turn = "[1,0,0,0,0,-1,0,1,0]";

    /// <summary>A rig of cameras 2 m apart in a row.</summary>
    public static string Of(string? name, params string[] cameras) =>
        With(name is null ? "" : $"\"name\":\"{name}\"", [.. cameras.Select((camera, i) => Camera(camera, $"[{2000 * i},1200,4500]"))]);

    /// <summary>A rig of these fields and cameras.</summary>
    public static string With(string fields, IReadOnlyList<string> cameras) =>
        $"{{{(fields.Length == 0 ? "" : fields + ",")}\"cameras\":{{{string.Join(',', cameras)}}}}}";

    public static string Camera(string name, string? translation, string rotation = Turn) =>
        $"\"{name}\":{{{Lens}{(translation is null ? "" : $",\"rotation\":{rotation},\"translation\":{translation}")}}}";

    /// <summary>Cameras in a row, each so far from the next, in the file's unit.</summary>
    public static IReadOnlyList<string> Row(int count, double distance) =>
        [.. Enumerable.Range(0, count).Select(i => Camera($"cam-{i}", string.Create(CultureInfo.InvariantCulture, $"[{i * distance},1.5,4.5]")))];
}
