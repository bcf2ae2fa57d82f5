using System.Text.Json;
using StreamLift.View.Sources;

namespace StreamLift.View.Messages;

/// <summary>The text message that tells a viewer the state of the server and the cameras, once a second (docs/viewer.md).</summary>
internal static class StatusMessage
{
    /// <summary>Writes it.</summary>
    public static byte[] Write(in ServerState state, IReadOnlyDictionary<string, CameraState> cameras)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "status");
            json.WriteNumber("serverMs", state.ServerMs);
            WriteNumber(json, "lag", state.Lag ?? double.NaN);
            json.WriteNumber("viewers", state.Viewers);
            json.WriteNumber("sent", state.Sent);
            json.WriteNumber("dropped", state.Dropped);
            json.WriteNumber("undecodable", state.Undecodable);
            json.WriteStartArray("cameras");
            foreach (var (stream, camera) in cameras)
            {
                json.WriteStartObject();
                json.WriteString("stream", stream);
                WriteNumber(json, "fps", camera.FramesPerSecond(state.ServerMs));
                WriteNumber(json, "ageMs", state.ServerMs - camera.LastMs);
                WriteNumber(json, "reprojectionPx", camera.ReprojectionPx);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // JSON has no NaN
    private static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumber(name, Math.Round(number, 3));
        else
            json.WriteNull(name);
    }
}

/// <summary>The state of the server, as one viewer is told.</summary>
/// <param name="ServerMs">The server's time, Unix ms.</param>
/// <param name="Lag">The records of the topic that are not read yet; null where that is not known.</param>
/// <param name="Viewers">The viewers that are connected.</param>
/// <param name="Sent">The frames that this viewer was sent.</param>
/// <param name="Dropped">The frames that newer ones took the place of before this viewer's connection took them.</param>
/// <param name="Undecodable">The records that could not be decoded.</param>
internal readonly record struct ServerState(double ServerMs, long? Lag, int Viewers, long Sent, long Dropped, long Undecodable);
