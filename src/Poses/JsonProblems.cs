using System.Text.Json;

namespace StreamLift.Poses;

/// <summary>
/// Reads a user's JSON and collects all its problems, so that they can be reported together. Each problem starts with the file's name, if
/// there is a file, and the position in it.
/// </summary>
internal sealed class JsonProblems(string? path)
{
    private const int LongestShown = 40;
    private const int LongestProblem = 4000; // it may list all joints of a layout

    private readonly List<string> _problems = [];

    public static JsonDocumentOptions Lenient { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Parses a file.</summary>
    /// <exception cref="ConfigurationException">The file does not exist, is not readable, or is no JSON.</exception>
    public static JsonDocument Open(string path)
    {
        try
        {
            return Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: can't be read: {(Directory.Exists(path) ? "it is a folder" : e.Message)}");
        }
    }

    /// <summary>Parses the rest of a stream.</summary>
    /// <exception cref="ConfigurationException">It is no JSON.</exception>
    public static JsonDocument Open(Stream json)
    {
        using var bytes = new MemoryStream();
        json.CopyTo(bytes);
        return Parse(null, bytes.ToArray());
    }

    /// <summary>Parses JSON.</summary>
    /// <param name="path">The file's name for the error; null for none.</param>
    /// <param name="utf8">The JSON.</param>
    /// <exception cref="ConfigurationException">It is no JSON.</exception>
    public static JsonDocument Parse(string? path, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            var document = JsonDocument.Parse(utf8, Lenient);
            ReadTexts(document.RootElement);
            return document;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new ConfigurationException($"{Prefix(path)}not JSON: {OneLine.Of(e.Message, LongestProblem)}");
        }
    }

    public void Add(string where, string what) => _problems.Add($"{Prefix(path)}{OneLine.Of($"{where}: {what}", LongestProblem)}");

    /// <exception cref="ConfigurationException">There are problems.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new ConfigurationException(_problems);
    }

    /// <summary>A finite number in an object; NaN, and a problem is added, when it is missing or not a number.</summary>
    public double Number(JsonElement of, string where, string field)
    {
        if (!of.TryGetProperty(field, out var value))
            Add(where, $"\"{field}\" is missing: a number");
        else if (value.ValueKind != JsonValueKind.Number || !double.IsFinite(value.GetDouble()))
            Add(where, $"\"{field}\" must be a number, not {Shortened(value.GetRawText())}");
        else
            return value.GetDouble();
        return double.NaN;
    }

    /// <summary>A list of finite numbers of one of these lengths; null, and a problem is added, when it is missing or something else.</summary>
    public double[]? Numbers(JsonElement of, string where, string field, params int[] lengths)
    {
        if (!of.TryGetProperty(field, out var value))
            Add(where, $"\"{field}\" is missing: a list of {string.Join(" or ", lengths)} numbers");
        else if (
            value.ValueKind != JsonValueKind.Array
            || !lengths.Contains(value.GetArrayLength())
            || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Number || !double.IsFinite(item.GetDouble()))
        )
            Add(where, $"\"{field}\" must be a list of {string.Join(" or ", lengths)} numbers");
        else
            return [.. value.EnumerateArray().Select(item => item.GetDouble())];
        return null;
    }

    // Half of a surrogate pair (\ud800) is found only when its text is read.
    private static void ReadTexts(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            json.GetString();
        else if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray())
                ReadTexts(item);
        else if (json.ValueKind == JsonValueKind.Object)
            foreach (var member in json.EnumerateObject())
            {
                _ = member.Name;
                ReadTexts(member.Value);
            }
    }

    private static string Shortened(string json) => json.Length > LongestShown ? string.Concat(json.AsSpan(0, LongestShown), "…") : json;

    private static string Prefix(string? path) => path is null ? "" : $"{path}: ";
}
