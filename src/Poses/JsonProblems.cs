using System.Text.Json;

namespace StreamLift.Poses;

/// <summary>
/// Reads a user's JSON file and collects what is wrong with it, so that every problem is told at once; each starts with the
/// file's name and where in it.
/// </summary>
internal sealed class JsonProblems(string path)
{
    private readonly List<string> _problems = [];

    public static JsonDocumentOptions Lenient { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The whole file.</summary>
    /// <exception cref="ConfigurationException">No such file, not readable, or no JSON.</exception>
    public static JsonDocument Open(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: can't be read: {(Directory.Exists(path) ? "it is a folder" : e.Message)}");
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{path}: no JSON: {e.Message}");
        }
    }

    public void Add(string where, string what) => _problems.Add($"{path}: {where}: {what}");

    /// <exception cref="ConfigurationException">There were problems.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new ConfigurationException(_problems);
    }

    /// <summary>A finite number of an object; NaN, with the problem noted, where it is not there or is none.</summary>
    public double Number(JsonElement of, string where, string field)
    {
        if (!of.TryGetProperty(field, out var value))
            Add(where, $"\"{field}\" is missing: a number");
        else if (value.ValueKind != JsonValueKind.Number || !double.IsFinite(value.GetDouble()))
            Add(where, $"\"{field}\" must be a number, not {value.GetRawText()}");
        else
            return value.GetDouble();
        return double.NaN;
    }

    /// <summary>A list of finite numbers, of one of these lengths; null, with the problem noted, where it is not.</summary>
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
}
