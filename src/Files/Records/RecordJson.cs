using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Files.Records;

/// <summary>Records as lines of JSON.</summary>
internal sealed class RecordJson
{
    private static readonly Dictionary<string, Rejection> Rejections = Enum.GetValues<Rejection>().ToDictionary(RejectionNames.Of);

    private readonly PeopleWriter _people = new();
    private readonly PoseWriter _poses = new();

    /// <summary>The frames of a JSON record, which may be a list of them, each without line breaks.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Compact(ReadOnlySpan<byte> record)
    {
        var start = record.IndexOfAnyExcept(" \t\r\n"u8);
        if (start >= 0 && record[start] == '{' && record.IndexOfAny((byte)'\n', (byte)'\r') < 0)
            return [record.ToArray()];
        using var document = JsonDocument.Parse(record.ToArray());
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? [.. document.RootElement.EnumerateArray().Select(Compact)]
            : [Compact(document.RootElement)];
    }

    /// <summary>A people frame.</summary>
    public ReadOnlyMemory<byte> Of(PeopleFrame frame)
    {
        _people.Begin(WireEncoding.Json, frame.Rig, frame.Sequence, frame.TimestampMs);
        for (var camera = 0; camera < frame.CameraCount; camera++)
            _people.Camera(frame.CameraStream(camera), frame.CameraFrame(camera), frame.CameraTimestampMs(camera));
        for (var i = 0; i < frame.PersonCount; i++)
            _people.Person(
                new WorldPerson
                {
                    Id = frame.Id(i),
                    Joints = frame.Joints(i),
                    Sigma = frame.Sigma(i),
                    Source = frame.Source(i),
                    Views = frame.Views(i),
                    Reprojection = frame.Reprojection(i),
                    Smooth = frame.Smooth(i),
                    PointsLayout = Encoding.UTF8.GetBytes(frame.PointsLayout(i)),
                    Points = frame.Points(i),
                }
            );
        return _people.End().ToArray();
    }

    /// <summary>A pose frame.</summary>
    public ReadOnlyMemory<byte> Of(PoseFrame frame)
    {
        _poses.Begin(
            WireEncoding.Json,
            frame.Stream,
            frame.FrameNumber,
            frame.TimestampMs,
            Encoding.UTF8.GetBytes(frame.Model),
            Encoding.UTF8.GetBytes(frame.InputLayout),
            frame.Width,
            frame.Height
        );
        for (var i = 0; i < frame.PersonCount; i++)
            // a reason of a newer version is none of this one's list
            if (frame.Rejected(i).Length > 0 && Rejections.TryGetValue(frame.Rejected(i), out var reason))
                _poses.RejectedPerson(frame.Id(i), frame.Score(i), reason, frame.Keypoints(i));
            else
                _poses.Person(frame.Id(i), frame.Score(i), frame.Joints(i), frame.Sigma(i), frame.Keypoints(i));
        return _poses.End().ToArray();
    }

    /// <summary>A record with some of its people alone.</summary>
    /// <param name="record">The record.</param>
    /// <param name="ids">The ids of those who stay.</param>
    public static ReadOnlyMemory<byte> Keep(ReadOnlyMemory<byte> record, IReadOnlySet<long> ids)
    {
        using var document = JsonDocument.Parse(record);
        return Written(json =>
        {
            json.WriteStartObject();
            foreach (var field in document.RootElement.EnumerateObject())
                if (field.NameEquals("people"))
                {
                    json.WriteStartArray("people");
                    foreach (var (place, person) in field.Value.EnumerateArray().Index())
                        if (ids.Contains(person.TryGetProperty("id", out var id) ? id.GetInt64() : place))
                            person.WriteTo(json);
                    json.WriteEndArray();
                }
                else
                    field.WriteTo(json);
            json.WriteEndObject();
        });
    }

    private static ReadOnlyMemory<byte> Compact(JsonElement frame) => Written(frame.WriteTo);

    private static ReadOnlyMemory<byte> Written(Action<Utf8JsonWriter> write)
    {
        var line = new ArrayBufferWriter<byte>();
        // text stays as it is: a line is no part of a page
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return line.WrittenMemory;
    }
}
