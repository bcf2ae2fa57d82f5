using System.Text.Json;
using Confluent.Kafka;
using StreamLift.Host.Bench;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Bench;

/// <summary>Fills a topic with the people of a truth file, as the second stage would write them.</summary>
internal static class PeopleLoader
{
    private const string Rig = "hall";
    private static readonly float[] Sigma = [.. Enumerable.Repeat(10f, 17)];

    public static int Run(BenchBroker broker, string topic, string truth, WireEncoding encoding)
    {
        var headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
        using var producer = broker.Producer(new ProducerConfig { LingerMs = 20, QueueBufferingMaxMessages = 1_000_000 });
        var (writer, sent, failed) = (new PeopleWriter(), 0, 0);
        foreach (var line in File.ReadLines(truth))
            producer.Produce(
                topic,
                new()
                {
                    Key = "hall"u8.ToArray(),
                    Value = Record(writer, encoding, sent++, line),
                    Headers = headers,
                },
                report => failed += report.Error.IsError ? 1 : 0
            );
        producer.Flush(TimeSpan.FromMinutes(2));
        Console.WriteLine($$"""{"filled":{{sent - failed}}}""");
        return failed == 0 && sent > 0 ? 0 : 1;
    }

    private static byte[] Record(PeopleWriter writer, WireEncoding encoding, long sequence, string line)
    {
        using var instant = JsonDocument.Parse(line);
        var ms = instant.RootElement.GetProperty("timestampMs").GetDouble();
        writer.Begin(encoding, System.Text.Encoding.UTF8.GetBytes(Rig), sequence, ms);
        for (var camera = 1; camera <= 4; camera++)
            writer.Camera(System.Text.Encoding.UTF8.GetBytes($"{Rig}/camera-{camera}"), sequence, ms);
        foreach (var person in instant.RootElement.GetProperty("people").EnumerateArray())
        {
            float[] joints = [.. person.GetProperty("joints").EnumerateArray().Select(number => number.GetSingle())];
            writer.Person(
                new WorldPerson
                {
                    Id = person.GetProperty("id").GetInt64(),
                    Joints = joints,
                    Sigma = Sigma,
                    Source = "ttttttttttttttttt"u8,
                    Views = [0, 1, 2, 3],
                    Reprojection = 2,
                    Smooth = joints,
                }
            );
        }

        return writer.End().ToArray();
    }
}
