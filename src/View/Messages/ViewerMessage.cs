using System.Text.Json;

namespace StreamLift.View.Messages;

/// <summary>A message of a viewer: the first one, which may have a token, or a ping.</summary>
/// <param name="Token">The token; empty for none.</param>
/// <param name="Ping">The ping's id; null for none.</param>
internal sealed record ViewerMessage(string Token, long? Ping)
{
    /// <summary>Reads it; null where it is no message of the protocol.</summary>
    public static ViewerMessage? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 4 });
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || json.BytesConsumed != utf8.Length)
                return null;
            var token = root.TryGetProperty("token", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
            if (!root.TryGetProperty("type", out var type))
                return new ViewerMessage(token, null);
            return type.ValueEquals("ping") && root.TryGetProperty("id", out var id) && id.TryGetInt64(out var ping) ? new ViewerMessage(token, ping) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
