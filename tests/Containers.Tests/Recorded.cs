using System.Text;
using Confluent.Kafka;
using StreamLift.Datasets;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses.Cameras;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Containers.Tests;

/// <summary>Four cameras' view of a made-up performer, on its way to the input topic.</summary>
internal static class Recorded
{
    private static readonly IReadOnlyList<Sequence> Sequences = SyntheticDataset.Record(new SyntheticOptions { Seconds = 5 }).Sequences;

    /// <summary>Frames that go out, by stream.</summary>
    public static IReadOnlyDictionary<string, int> Frames { get; } = Sequences.ToDictionary(sequence => sequence.Stream, sequence => sequence.Frames);

    /// <summary>Sends every frame in the encoding, and among them one record that is no frame.</summary>
    public static void Send(string bootstrap, string topic, WireEncoding encoding)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = bootstrap, LingerMs = 5 }).Build();
        var headers = new Headers { { ContentType.Header, ContentType.Utf8(encoding).ToArray() } };
        var encoder = new FrameEncoder();
        var frame = new KeypointFrame();
        foreach (var sequence in Sequences)
            for (var i = 0; i < sequence.Frames; i++)
            {
                var camera = sequence.Camera.Intrinsics;
                frame.Begin(Encoding.UTF8.GetBytes(sequence.Stream), i, 1000 + i, sequence.Layout, camera.Width, camera.Height);
                sequence.Keypoints(i).CopyTo(frame.AddPerson(7, 0.5f));
                producer.Produce(
                    topic,
                    new Message<string, byte[]>
                    {
                        Key = sequence.Stream,
                        Value = encoder.Encode(encoding, frame).ToArray(),
                        Headers = headers,
                    }
                );
            }
        producer.Produce(
            topic,
            new Message<string, byte[]>
            {
                Key = "broken",
                Value = "no frame"u8.ToArray(),
                Headers = headers,
            }
        );
        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(60)));
    }
}
