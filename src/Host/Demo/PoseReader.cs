using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.Evaluate;
using StreamLift.Wire;

namespace StreamLift.Host.Demo;

/// <summary>The application's side of the demo: consumes the poses outside any group and compares them with the ground truth.</summary>
internal sealed class PoseReader : IDisposable
{
    private readonly StreamNames _streams;
    private readonly DemoStatistics _statistics;
    private readonly AssignedConsumer<Ignore, byte[]> _consumer;
    private readonly PoseRecords _records = new(WireEncoding.Json);

    public PoseReader(DemoBroker broker, StreamNames streams, DemoStatistics statistics)
    {
        (_streams, _statistics) = (streams, statistics);
        _consumer = broker.Reader(DemoSettings.Output);
    }

    /// <summary>Assigns the topic's partitions at their current ends.</summary>
    /// <exception cref="BrokerException">The topic has no readable partitions.</exception>
    public Task BeginAsync(CancellationToken stop) => DemoBroker.BeginAsync(_consumer, stop);

    /// <summary>Reads until <paramref name="stop"/>, on its own thread.</summary>
    /// <exception cref="BrokerException">A record of the topic can't be decoded.</exception>
    public Task RunAsync(CancellationToken stop) =>
        Task.Factory.StartNew(() => Read(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _consumer.Dispose();

    private void Read(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (_consumer.Poll() is not { Message: { } message })
                continue;
            var poses = _records.Decode(message.Headers, message.Value)
                ?? throw new BrokerException($"topic {DemoSettings.Output} holds a record that is not a pose record: {_records.FirstProblem}");
            for (var i = 0; i < poses.Count; i++)
                if (_streams.CameraOf(poses[i].Stream) is >= 0 and var camera)
                    _statistics.Received(camera, poses[i]);
        }
    }
}
