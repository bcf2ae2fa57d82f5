using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace StreamLift.NativeKafka;

/// <summary>librdkafka's client behind one of Confluent.Kafka, which lives at least until this is disposed of.</summary>
internal sealed class ClientHandle : IDisposable
{
    private readonly SafeHandle _handle;
    private bool _isHeld;

    /// <param name="client">The client of Confluent.Kafka.</param>
    public ClientHandle(IClient client)
    {
        _handle = (SafeHandle)HandleOf(client.Handle);
        _handle.DangerousAddRef(ref _isHeld);
    }

    /// <summary>The client, an rd_kafka_t.</summary>
    /// <exception cref="ObjectDisposedException">This is disposed of: the client may be gone.</exception>
    public nint Client => _isHeld ? _handle.DangerousGetHandle() : throw new ObjectDisposedException(nameof(ClientHandle));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isHeld)
            return;
        _isHeld = false;
        _handle.DangerousRelease();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_LibrdkafkaHandle")]
    [return: UnsafeAccessorType("Confluent.Kafka.Impl.SafeKafkaHandle, Confluent.Kafka")]
    private static extern object HandleOf(Handle handle);
}
