using System.Text;
using System.Text.Json;

namespace StreamLift.Host.Detections;

/// <summary>Splits a file that holds the JSON of several images: a list of them (some of which may be texts with JSON in it), or one a line.</summary>
internal static class JsonBodies
{
    /// <summary>The bodies; none if the file is neither.</summary>
    public static IReadOnlyList<byte[]> Split(byte[] file)
    {
        try
        {
            return Items(file);
        }
        catch (JsonException)
        {
            return Lines(file);
        }
        catch (InvalidOperationException)
        {
            return []; // an item is a text that is not Unicode
        }
    }

    private static List<byte[]> Items(byte[] file)
    {
        ReadOnlySpan<byte> text = file.AsSpan().StartsWith("\ufeff"u8) ? file.AsSpan(3) : file;
        var json = new Utf8JsonReader(text);
        var items = new List<byte[]>();
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            json.Read(); // more after the value is one value a line
            return items;
        }
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)json.TokenStartIndex;
            if (json.TokenType == JsonTokenType.String)
            {
                items.Add(Encoding.UTF8.GetBytes(json.GetString()!));
                continue;
            }
            if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                return [];
            json.Skip();
            items.Add(text[from..(int)json.BytesConsumed].ToArray());
        }
        json.Read();
        return items;
    }

    private static List<byte[]> Lines(byte[] file) =>
        [.. Encoding.UTF8.GetString(file).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(Encoding.UTF8.GetBytes)];
}
