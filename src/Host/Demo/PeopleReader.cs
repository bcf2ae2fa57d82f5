using Confluent.Kafka;
using StreamLift.Host.Brokers;
using StreamLift.Host.People;
using StreamLift.Wire;

namespace StreamLift.Host.Demo;

/// <summary>The application's side of the second stage: consumes the people outside any group and compares them with where they are.</summary>
internal sealed class PeopleReader : IDisposable
{
    private readonly StreamNames _streams;
    private readonly DemoStatistics _statistics;
    private readonly AssignedConsumer<Ignore, byte[]> _consumer;
    private readonly PeopleRecords _records = new(WireEncoding.Json);

    public PeopleReader(DemoBroker broker, StreamNames streams, DemoStatistics statistics)
    {
        (_streams, _statistics) = (streams, statistics);
        _consumer = broker.Reader(DemoSettings.People);
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
            var people = _records.Decode(message.Headers, message.Value)
                ?? throw new BrokerException($"topic {DemoSettings.People} holds a record that is not one of people: {_records.FirstProblem}");
            if (_streams.IsRig(people.Rig))
                _statistics.Received(people);
        }
    }
}
