using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace StreamLift.NativeKafka;

/// <summary>
/// The calls of librdkafka that are made for each record or batch of records, beside Confluent.Kafka and in the same library: its own calls cost a dozen
/// objects a record. Everything else, such as properties, authentication, groups and transactions, stays with Confluent.Kafka. The names are librdkafka's own.
/// </summary>
internal static unsafe class RdKafka
{
    private static readonly nint Library = Load();

    /// <summary>rd_kafka_produceva(client, arguments, count): the error, null for none.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, ProduceArgument*, nuint, nint> ProduceVa = (delegate* unmanaged[Cdecl]<
        nint,
        ProduceArgument*,
        nuint,
        nint>)Call("rd_kafka_produceva");

    /// <summary>rd_kafka_error_code(error).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, int> ErrorCodeOf = (delegate* unmanaged[Cdecl]<nint, int>)Call("rd_kafka_error_code");

    /// <summary>rd_kafka_error_destroy(error).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, void> ErrorDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Call("rd_kafka_error_destroy");

    /// <summary>rd_kafka_fatal_error(client, text, size): the code of the error that has ended the client.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, nuint, int> FatalError = (delegate* unmanaged[Cdecl]<nint, byte*, nuint, int>)Call(
        "rd_kafka_fatal_error"
    );

    /// <summary>rd_kafka_topic_new(client, name, properties).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, nint, nint> TopicNew = (delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)Call(
        "rd_kafka_topic_new"
    );

    /// <summary>rd_kafka_topic_destroy(topic).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, void> TopicDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Call("rd_kafka_topic_destroy");

    /// <summary>rd_kafka_conf(client): its properties.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, nint> ConfigurationOf = (delegate* unmanaged[Cdecl]<nint, nint>)Call("rd_kafka_conf");

    /// <summary>rd_kafka_conf_set_dr_msg_cb(properties, function): what a delivery report calls with client, message and opaque.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, KafkaMessage*, nint, void>, void> SetReportFunction =
        (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, KafkaMessage*, nint, void>, void>)Call("rd_kafka_conf_set_dr_msg_cb");

    /// <summary>rd_kafka_consumer_poll(client, ms): the next message, null for none. It runs the client's callbacks.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, int, KafkaMessage*> ConsumerPoll = (delegate* unmanaged[Cdecl]<nint, int, KafkaMessage*>)Call(
        "rd_kafka_consumer_poll"
    );

    /// <summary>rd_kafka_message_destroy(message).</summary>
    public static readonly delegate* unmanaged[Cdecl]<KafkaMessage*, void> MessageDestroy = (delegate* unmanaged[Cdecl]<KafkaMessage*, void>)Call(
        "rd_kafka_message_destroy"
    );

    /// <summary>rd_kafka_message_timestamp(message, kind): Unix milliseconds; kind 0: there is none. It only reads: the collector may wait for it.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<KafkaMessage*, int*, long> MessageTimestamp =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<KafkaMessage*, int*, long>)Call("rd_kafka_message_timestamp");

    /// <summary>rd_kafka_message_headers(message, headers): 0 where it has some; they are the message's.</summary>
    public static readonly delegate* unmanaged[Cdecl]<KafkaMessage*, nint*, int> MessageHeaders = (delegate* unmanaged[Cdecl]<KafkaMessage*, nint*, int>)Call(
        "rd_kafka_message_headers"
    );

    /// <summary>rd_kafka_header_get_all(headers, index, name, value, length): 0 where there is one. It only reads: the collector may wait for it.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, nuint, byte**, byte**, nuint*, int> HeaderGetAll =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, nuint, byte**, byte**, nuint*, int>)Call("rd_kafka_header_get_all");

    /// <summary>rd_kafka_message_errstr(message).</summary>
    public static readonly delegate* unmanaged[Cdecl]<KafkaMessage*, byte*> MessageErrorText = (delegate* unmanaged[Cdecl]<KafkaMessage*, byte*>)Call(
        "rd_kafka_message_errstr"
    );

    /// <summary>rd_kafka_topic_name(topic).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*> TopicName = (delegate* unmanaged[Cdecl]<nint, byte*>)Call("rd_kafka_topic_name");

    /// <summary>rd_kafka_topic_partition_list_new(capacity).</summary>
    public static readonly delegate* unmanaged[Cdecl]<int, nint> PartitionListNew = (delegate* unmanaged[Cdecl]<int, nint>)Call(
        "rd_kafka_topic_partition_list_new"
    );

    /// <summary>rd_kafka_topic_partition_list_add(list, topic, partition): the added element, which is the list's.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, int, KafkaPartition*> PartitionListAdd = (delegate* unmanaged[Cdecl]<
        nint,
        byte*,
        int,
        KafkaPartition*>)Call("rd_kafka_topic_partition_list_add");

    /// <summary>rd_kafka_topic_partition_list_destroy(list).</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, void> PartitionListDestroy = (delegate* unmanaged[Cdecl]<nint, void>)Call(
        "rd_kafka_topic_partition_list_destroy"
    );

    /// <summary>rd_kafka_offsets_store(client, list): the error where no offset was stored; each element has its own.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, nint, int> OffsetsStore = (delegate* unmanaged[Cdecl]<nint, nint, int>)Call(
        "rd_kafka_offsets_store"
    );

    /// <summary>The error of a code; that of a fatal error is the error that has ended the client.</summary>
    /// <param name="client">The client.</param>
    /// <param name="code">The code.</param>
    /// <param name="reason">The reason; null: the code's own.</param>
    public static Error ErrorOf(nint client, ErrorCode code, string? reason = null)
    {
        if (code != ErrorCode.Local_Fatal)
            return new Error(code, reason);
        const int Length = 512;
        var text = stackalloc byte[Length];
        var cause = FatalError(client, text, Length);
        return new Error((ErrorCode)cause, Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text)), true);
    }

    private static nint Call(string name) => NativeLibrary.GetExport(Library, name);

    // Confluent.Kafka brings several builds and takes the first that loads: only the one that it has taken knows its clients. Each build has a class of its own
    // in it; where that can't be found, the names are tried in the same order.
    private static nint Load()
    {
        Confluent.Kafka.Library.Load();
        var assembly = typeof(Error).Assembly;
        var names = new List<string>(3);
        if (BuildInUse(assembly) is { } inUse)
            names.Add(inUse);
        names.AddRange(["librdkafka", "centos8-librdkafka", "alpine-librdkafka"]);
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, assembly, null, out var library))
                return library;
        throw new DllNotFoundException("librdkafka, which Confluent.Kafka has loaded, was not found");
    }

    private static string? BuildInUse(System.Reflection.Assembly assembly)
    {
        const System.Reflection.BindingFlags Internal =
            System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public;
        var call = assembly.GetType("Confluent.Kafka.Impl.Librdkafka")?.GetField("_version", Internal)?.GetValue(null) as Delegate;
        return call?.Method.DeclaringType?.GetField("DllName", Internal)?.GetRawConstantValue() as string;
    }
}

/// <summary>rd_kafka_message_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct KafkaMessage
{
    public int Error;
    public nint Topic;
    public int Partition;
    public byte* Value;
    public nuint ValueLength;
    public byte* Key;
    public nuint KeyLength;
    public long Offset;
    public nint Opaque;
}

/// <summary>rd_kafka_topic_partition_t, up to its error.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct KafkaPartition
{
    public byte* Topic;
    public int Partition;
    public long Offset;
    public nint Metadata;
    public nuint MetadataLength;
    public nint Opaque;
    public int Error;
}
