using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using StreamLift.NativeKafka;

namespace StreamLift.Sink.Client;

/// <summary>
/// A producer of Confluent.Kafka whose records are handed over by a call of librdkafka itself, and whose delivery reports come to a function of its own. The
/// client's own way costs a dozen objects a record. Its threads, properties, errors, tokens and transactions stay as they are.
/// </summary>
internal sealed unsafe class RecordProducer : IRecordProducer, IDisposable
{
    private const int OnStack = 1024; // bytes of headers
    private const int FewHeaders = 8;

    private static readonly ConcurrentDictionary<nint, RecordProducer> Producers = [];

    [ThreadStatic]
    private static RecordProducer? _reporting; // the last one on the thread: reports come in runs

    private readonly Action<Error> _onError;
    private readonly ClientHandle _handle;
    private readonly nint _client;
    private readonly ReportReceivers _receivers = new();
    private readonly ConcurrentDictionary<string, OpenedTopic> _topics = [];
    private readonly Lock _opening = new();
    private volatile OpenedTopic? _lastTopic; // records come in runs of one topic, by the same string
    private volatile PreparedHeaders? _prepared;
    private volatile Headers? _last;
    private bool _isDisposed;
    private int _calls; // in progress; below zero: disposed of

    /// <param name="config">Its librdkafka properties.</param>
    /// <param name="onError">Told of the client's errors, transient ones as well.</param>
    /// <param name="log">Where librdkafka's own log lines go.</param>
    public RecordProducer(ProducerConfig config, Action<Error> onError, ILogger log)
    {
        _onError = onError;
        Client = new ProducerBuilder<Null, Null>(new ProducerConfig(config.ToDictionary()) { DeliveryReportFields = "none" })
            .SetErrorHandler((_, error) => onError(error))
            .SetLogHandler((_, message) => log.Librdkafka(message))
            .Build();
        _handle = new ClientHandle(Client);
        _client = _handle.Client;
        Producers[_client] = this;
        // Confluent.Kafka has set a function of its own, and leaves no choice. No record has been sent yet that it could be called for.
        RdKafka.SetReportFunction(RdKafka.ConfigurationOf(_client), &OnReport);
    }

    /// <summary>The client, for everything but records.</summary>
    public IProducer<Null, Null> Client { get; }

    /// <summary>Properties that <see cref="RecordProducer"/> sets itself.</summary>
    public static IReadOnlyList<string> OwnProperties { get; } =
    ["dotnet.producer.enable.background.poll", "dotnet.producer.enable.delivery.reports", "dotnet.producer.delivery.report.fields"];

    /// <summary>Asks for a topic's partitions and their leaders, which its first record would wait for otherwise.</summary>
    public void Prepare(string topic) => HandleOf(topic);

    /// <inheritdoc/>
    public ErrorCode Produce(string topic, in RecordParts record, ReportReceiver receiver)
    {
        Enter();
        try
        {
            return Hand(topic, record, receiver);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Waits for every record's report.</summary>
    /// <returns>How many are missing.</returns>
    public int Flush(TimeSpan timeout) => Client.Flush(timeout);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // a call of another thread would find the client gone
        Interlocked.Add(ref _calls, int.MinValue);
        SpinWait.SpinUntil(() => Volatile.Read(ref _calls) == int.MinValue);
        foreach (var topic in _topics.Values)
            RdKafka.TopicDestroy(topic.Handle);
        _handle.Dispose();
        Client.Dispose();
        Producers.TryRemove(new(_client, this));
    }

    private void Enter()
    {
        if (Interlocked.Increment(ref _calls) > 0)
            return;
        Interlocked.Decrement(ref _calls);
        throw new ObjectDisposedException(nameof(RecordProducer));
    }

    [SkipLocalsInit]
    private ErrorCode Hand(string topic, in RecordParts record, ReportReceiver receiver)
    {
        var headers = record.Headers is { Count: > 0 } some ? some : null;
        var prepared = headers is null ? null : PreparedOf(headers);
        var size = 1 + (headers is null || prepared is not null ? 0 : PreparedHeaders.SizeOf(headers)); // 1: the address of an empty key or value
        var bytes = size <= OnStack ? stackalloc byte[OnStack] : new byte[size];
        var arguments = headers is null or { Count: <= FewHeaders } ? stackalloc ProduceArgument[6 + FewHeaders] : new ProduceArgument[6 + headers.Count];
        var handle = HandleOf(topic);
        var number = _receivers.NumberOf(receiver);
        var count = 0;
        fixed (
            byte* key = record.Key,
                value = record.Value,
                scratch = bytes
        )
        fixed (ProduceArgument* parts = arguments)
        {
            parts[count++] = ProduceArgument.Topic(handle);
            parts[count++] = ProduceArgument.Partition(record.Partition);
            parts[count++] = ProduceArgument.Copied();
            parts[count++] = ProduceArgument.Opaque(number);
            if (record.HasKey)
                parts[count++] = ProduceArgument.Key(key is null ? scratch : key, record.Key.Length);
            if (record.HasValue)
                parts[count++] = ProduceArgument.Value(value is null ? scratch : value, record.Value.Length);
            if (prepared is not null)
                prepared.CopyTo(parts + count);
            else if (headers is not null)
                PreparedHeaders.Write(headers, scratch + 1, parts + count);
            count += headers?.Count ?? 0;

            var error = RdKafka.ProduceVa(_client, parts, (nuint)count);
            GC.KeepAlive(prepared);
            return error == 0 ? ErrorCode.NoError : NotTaken(error, receiver, number);
        }
    }

    // On the thread that polls the client, or that flushes it.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnReport(nint client, KafkaMessage* message, nint opaque)
    {
        var producer = _reporting;
        if (producer?._client != client || producer._isDisposed)
            _reporting = producer = Producers.GetValueOrDefault(client);
        if (producer is not { _isDisposed: false })
            return; // it is being disposed of: nobody waits for the report
        try
        {
            var error = message->Error;
            producer._receivers.Take((int)message->Opaque).Report(error == 0 ? null : RdKafka.ErrorOf(client, (ErrorCode)error), 1);
        }
        catch (Exception e)
        {
            producer._onError(new Error(ErrorCode.Local_Application, e.ToString()));
        }
    }

    private ErrorCode NotTaken(nint error, ReportReceiver receiver, int number)
    {
        var code = (ErrorCode)RdKafka.ErrorCodeOf(error);
        RdKafka.ErrorDestroy(error);
        _receivers.Forget(receiver, number);
        return code is ErrorCode.Local_QueueFull or ErrorCode.MsgSizeTooLarge ? code : throw new KafkaException(RdKafka.ErrorOf(_client, code));
    }

    // The headers that the sink adds are the same object for every record. Those that it has passed on once may never come again: only what comes a second time
    // in a row is worth the arrays.
    private PreparedHeaders? PreparedOf(Headers headers)
    {
        if (_prepared is { } prepared && ReferenceEquals(prepared.Headers, headers))
            return prepared;
        if (ReferenceEquals(_last, headers))
            return _prepared = new PreparedHeaders(headers);
        _last = headers;
        return null;
    }

    // One each: a second one, which another thread asks for meanwhile, would never be given back.
    private nint HandleOf(string topic)
    {
        if (_lastTopic is { } last && ReferenceEquals(last.Name, topic))
            return last.Handle;
        if (!_topics.TryGetValue(topic, out var opened))
            lock (_opening)
                opened = _topics.GetOrAdd(topic, OpenTopic);
        _lastTopic = opened;
        return opened.Handle;
    }

    // Its partitions are asked for at once, and kept until the client ends.
    private OpenedTopic OpenTopic(string name)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            return RdKafka.TopicNew(_client, text, 0) is var topic and not 0
                ? new OpenedTopic(name, topic)
                : throw new KafkaException(new Error(ErrorCode.Local_InvalidArg, $"topic {name}"));
    }

    private sealed record OpenedTopic(string Name, nint Handle);
}
