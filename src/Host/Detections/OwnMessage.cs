using System.Text;
using System.Text.Json;

namespace StreamLift.Host.Detections;

/// <summary>Tells a file of StreamLift's own keypoint messages (docs/messages.md): one, a list of them, or one a line.</summary>
internal static class OwnMessage
{
    private static readonly string[] Fields = ["stream", "frame", "people"];

    /// <summary>Whether the file, or the first message of it, has the fields of a keypoint frame.</summary>
    public static bool Is(byte[] file)
    {
        var text = Encoding.UTF8.GetString(file).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return IsFrame(text) || IsFrame(text.Split('\n')[0]);
    }

    private static bool IsFrame(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var one = document.RootElement;
            if (one.ValueKind == JsonValueKind.Array && one.GetArrayLength() > 0)
                one = one[0];
            return one.ValueKind == JsonValueKind.Object && Fields.All(field => one.TryGetProperty(field, out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
