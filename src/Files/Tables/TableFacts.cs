using System.Text.Json;
using StreamLift.Poses.Layouts;
using StreamLift.Rigs;

namespace StreamLift.Files.Tables;

/// <summary>What holds for a whole table, as text: the metadata of a Parquet file, and the JSON in <c>meta</c> of an npz file.</summary>
/// <param name="Up">The axis of the world that is up.</param>
/// <param name="Rate">Frames per second, if it was said. Null: the times tell.</param>
internal sealed record TableFacts(WorldUp Up, double? Rate)
{
    public const string Key = "streamlift";

    /// <summary>The facts as JSON.</summary>
    public static string Text(RecordingInfo info, TableColumns columns, IEnumerable<string> sources) =>
        JsonSerializer.Serialize(
            new
            {
                format = 1,
                layout = Skeletons.H36m17.Name,
                unit = "mm",
                up = info.Up.Symbol(),
                rate = info.Rate,
                points = columns.Layout?.Name,
                sources,
            }
        );

    /// <exception cref="InvalidDataException">Another text.</exception>
    public static (TableFacts Facts, string? Points, IReadOnlyList<string> Sources) Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.GetProperty("format").GetInt32() != 1 || !WorldUps.TryParse(root.GetProperty("up").GetString()!, out var up))
                throw new InvalidDataException("its metadata are of a newer version");
            double? rate = root.TryGetProperty("rate", out var stated) && stated.ValueKind == JsonValueKind.Number ? stated.GetDouble() : null;
            var points = root.TryGetProperty("points", out var layout) ? layout.GetString() : null;
            return (
                new TableFacts(up, rate is > 0 and < 1e5 ? rate : null),
                points,
                [.. root.GetProperty("sources").EnumerateArray().Select(source => source.GetString() ?? "")]
            );
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new InvalidDataException("its metadata are damaged");
        }
    }
}
