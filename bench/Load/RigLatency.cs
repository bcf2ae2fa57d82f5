using System.Diagnostics;
using Confluent.Kafka;
using StreamLift.Datasets.Scenes;
using StreamLift.Host.Bench;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Host.Produce;
using StreamLift.Host.Scenes;
using StreamLift.Poses.Layouts;
using StreamLift.Wire;

namespace StreamLift.Bench;

/// <summary>
/// Measures both stages live: cameras that capture at one time send their frames, and the time counts from just before the last camera's record is sent until
/// the people's record of that instant is in hand.
/// </summary>
internal sealed class RigLatency(BenchBroker broker, string input, string output)
{
    /// <summary>Instants a second.</summary>
    public required int Rate { get; init; }

    /// <summary>The duration of the measurement, s.</summary>
    public required int Seconds { get; init; }

    /// <summary>The time before it, s: brokers and .NET compile their code meanwhile.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>The number of people.</summary>
    public int People { get; init; } = 1;

    /// <summary>The number of cameras.</summary>
    public int Cameras { get; init; } = 4;

    /// <summary>Sends the scene and reads the people.</summary>
    /// <exception cref="BrokerException">No record within two minutes, or not every record arrived.</exception>
    public LatencyStatistics Run(CancellationToken stop)
    {
        // the cameras are those of `produce --source synthetic`: its --rig-out is their rig
        var options = new SceneOptions
        {
            Rate = Rate,
            Seconds = Seconds + WarmUp,
            NoisePixels = 5,
        };
        var scene = new SceneMotion(PeopleScene.Walking(People, Cameras, options));
        var total = (int)scene.Streams[0].Frames!;
        using var consumer = broker.Consumer<byte[]>(output);
        consumer.AssignAtEnd(stop);
        var sent = new long[total];
        var sending = Task.Factory.StartNew(() => Send(scene, sent, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var (times, records) = (new List<double>(), DecodedRecords.OfPeople(WireEncoding.Json));
        for (var instant = -1L; instant < total - 1; )
        {
            if (sending.IsFaulted)
                sending.GetAwaiter().GetResult();
            var record = consumer.Next(stop);
            var arrived = Stopwatch.GetTimestamp();
            if (record.IsPartitionEOF)
                continue;
            if (records.Decode(record.Message.Headers, record.Message.Value) is not { CameraCount: > 0 } frame)
                throw new BrokerException($"topic {output}: a record can't be read: {records.FirstProblem}");
            instant = frame.CameraFrame(0);
            if (instant >= Rate * WarmUp)
                times.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref sent[instant]), arrived).TotalMilliseconds);
        }

        sending.GetAwaiter().GetResult();
        return LatencyStatistics.Of(Rate, times);
    }

    private void Send(SceneMotion scene, long[] sent, CancellationToken stop)
    {
        using var producer = broker.Producer(new ProducerConfig { EnableIdempotence = true, LingerMs = 0 });
        var messages = new FrameMessages(scene, null, SkeletonCatalogue.BuiltIn, WireEncoding.Json, isKeyedByRig: true);
        var (started, start) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        for (var frame = 0L; frame < sent.Length && !stop.IsCancellationRequested; frame++)
        {
            var due = TimeSpan.FromSeconds((double)frame / Rate);
            while (Stopwatch.GetElapsedTime(started) < due)
                Thread.Sleep(1); // no busy wait: the service and the broker need the cores
            for (var camera = 0; camera < scene.Streams.Count; camera++)
            {
                var message = messages.Of(camera, frame, start + due, start + due)!;
                if (camera == scene.Streams.Count - 1)
                    Volatile.Write(ref sent[frame], Stopwatch.GetTimestamp());
                producer.Produce(input, message);
            }
        }

        producer.Flush(TimeSpan.FromSeconds(10));
    }
}
