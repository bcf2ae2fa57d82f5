using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Wire;
using StreamLift.Wire.Messages;

namespace StreamLift.Host.Demo;

/// <summary>The application's side of a stage: consumes what the stage writes, outside any group.</summary>
/// <typeparam name="TContent">What a record holds.</typeparam>
/// <param name="broker">The broker.</param>
/// <param name="topic">The stage's output topic.</param>
/// <param name="records">Decodes the records.</param>
/// <param name="received">Receives what each record holds.</param>
internal sealed class DemoReader<TContent>(DemoBroker broker, string topic, DecodedRecords<TContent> records, Action<TContent> received) : IDisposable
    where TContent : class
{
    private readonly AssignedConsumer<Ignore, byte[]> _consumer = broker.Reader(topic);

    /// <summary>Assigns the topic's partitions at their current ends.</summary>
    /// <exception cref="BrokerException">The topic has no readable partitions.</exception>
    public Task BeginAsync(CancellationToken stop) =>
        Task.Run(
            () =>
            {
                try
                {
                    _consumer.AssignAtEnd(stop);
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    // The demo ends before its first frame.
                }
            },
            CancellationToken.None
        );

    /// <summary>Reads until <paramref name="stop"/>, on its own thread.</summary>
    /// <exception cref="BrokerException">A record of the topic can't be decoded.</exception>
    public Task RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Read(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _consumer.Dispose();

    private void Read(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            if (_consumer.Poll() is { Message: { } message })
                received(
                    records.Decode(message.Headers, message.Value)
                        ?? throw new BrokerException($"topic {topic} holds a record that can't be decoded: {records.FirstProblem}")
                );
    }
}

/// <summary>The readers of the demo's stages: they compare what they read with the truth, if it is of this run.</summary>
internal static class DemoReader
{
    /// <summary>A reader of the poses of each camera.</summary>
    public static DemoReader<PoseFrames> OfPoses(DemoBroker broker, StreamNames streams, DemoStatistics statistics) =>
        new(broker, DemoSettings.Output, DecodedRecords.OfPoses(WireEncoding.Json), poses =>
        {
            for (var i = 0; i < poses.Count; i++)
                if (streams.CameraOf(poses[i].Stream) is >= 0 and var camera)
                    statistics.Received(camera, poses[i]);
        });

    /// <summary>A reader of the people in the room.</summary>
    public static DemoReader<PeopleFrame> OfPeople(DemoBroker broker, StreamNames streams, DemoStatistics statistics) =>
        new(broker, DemoSettings.People, DecodedRecords.OfPeople(WireEncoding.Json), people =>
        {
            if (streams.IsRig(people.Rig))
                statistics.Received(people);
        });
}
