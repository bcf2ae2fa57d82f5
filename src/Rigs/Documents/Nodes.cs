using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamLift.Rigs.Documents;

/// <summary>
/// Reads values of a document. TOML, YAML, JSON and OpenCV's XML are all read into JSON's tree, so that the readers of formats are independent of them.
/// </summary>
internal static class Nodes
{
    /// <summary>The first of these members that the object has, or null.</summary>
    public static JsonNode? First(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        if (node is JsonObject members)
            foreach (var name in names)
                if (members.TryGetPropertyValue(name, out var value) && value is not null)
                    return value;
        return null;
    }

    /// <summary>
    /// The numbers of a list, of lists of lists (row by row), of an OpenCV matrix (its data) or of one number; null where something else is inside.
    /// </summary>
    public static double[]? Numbers(this JsonNode? node)
    {
        var numbers = new List<double>();
        return node is not null && Collect(node is JsonObject ? node["data"] : node, numbers) ? [.. numbers] : null;
    }

    /// <summary>A number, or a text that is one; null otherwise.</summary>
    public static double? Number(this JsonNode? node)
    {
        if (node is not JsonValue value)
            return null;
        if (value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number))
            return number;
        return
            value.GetValueKind() == JsonValueKind.String
            && double.TryParse(value.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            ? number
            : null;
    }

    /// <summary>A text, or a number as it is written; null otherwise.</summary>
    public static string? Text(this JsonNode? node) =>
        node is JsonValue value
            ? value.GetValueKind() switch
            {
                JsonValueKind.String => value.GetValue<string>(),
                JsonValueKind.Number => value.ToJsonString(),
                _ => null,
            }
            : null;

    /// <summary>Whether the value is true.</summary>
    public static bool IsTrue(this JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The members of an object whose values are objects.</summary>
    public static IEnumerable<KeyValuePair<string, JsonObject>> Objects(this JsonNode? node) =>
        node is JsonObject members
            ? members.Where(member => member.Value is JsonObject).Select(member => KeyValuePair.Create(member.Key, (JsonObject)member.Value!))
            : [];

    private static bool Collect(JsonNode? node, List<double> into)
    {
        if (node is JsonArray list)
            return list.All(item => Collect(item, into));
        if (node.Number() is not { } number || !double.IsFinite(number))
            return false;
        into.Add(number);
        return true;
    }
}
