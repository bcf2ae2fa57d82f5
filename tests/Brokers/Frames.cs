using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;

namespace StreamLift.Tests.Brokers;

/// <summary>Hand-written records, as a producer in any language would send them.</summary>
internal static class Frames
{
    /// <summary>A person who stands before the camera, a little differently in each frame.</summary>
    public static string Json(string stream, long frame, int people = 1, string layout = "h36m17", int joints = 17)
    {
        var random = new Random((int)frame);
        var persons = Enumerable
            .Range(0, people)
            .Select(person =>
                string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{person + 10}},"score":0.9,"keypoints":[{{Keypoints(joints, random)}}]}""")
            );
        return $$"""{"stream":"{{stream}}","frame":{{frame}},"timestampMs":1767225600000,"layout":"{{layout}}","image":[1000,1000]"""
            + $$""","people":[{{string.Join(',', persons)}}]}""";
    }

    private static string Keypoints(int joints, Random random) =>
        string.Join(
            ',',
            Enumerable
                .Range(0, joints)
                .Select(joint =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{400 + (20 * random.NextDouble()) + joint},{200 + (30 * joint) + random.NextDouble()},0.8{joint % 10}"
                    )
                )
        );

    /// <summary>A record as it goes to Kafka, keyed by its stream.</summary>
    public static Message<byte[]?, byte[]?> Record(string stream, string body, Headers? headers = null) =>
        new()
        {
            Key = Encoding.UTF8.GetBytes(stream),
            Value = Encoding.UTF8.GetBytes(body),
            Headers = headers,
        };

    /// <summary>Stream and frame of a pose record.</summary>
    public static (string Stream, long Frame) Of(ConsumeResult<byte[]?, byte[]?> record)
    {
        using var json = JsonDocument.Parse(record.Message.Value);
        return (json.RootElement.GetProperty("stream").GetString()!, json.RootElement.GetProperty("frame").GetInt64());
    }

    /// <summary>A header as text; null without.</summary>
    public static string? Header(ConsumeResult<byte[]?, byte[]?> record, string name) =>
        record.Message.Headers.TryGetLastBytes(name, out var value) ? Encoding.UTF8.GetString(value) : null;
}
