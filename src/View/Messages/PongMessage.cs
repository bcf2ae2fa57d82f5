using System.Text.Json;

namespace StreamLift.View.Messages;

/// <summary>The text message that answers a viewer's ping with the server's time, by which the page knows how much its clock differs.</summary>
internal static class PongMessage
{
    /// <summary>Writes it.</summary>
    /// <param name="id">The ping's id.</param>
    /// <param name="serverMs">The server's time, Unix ms.</param>
    public static byte[] Write(long id, double serverMs)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "pong");
            json.WriteNumber("id", id);
            json.WriteNumber("serverMs", serverMs);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
