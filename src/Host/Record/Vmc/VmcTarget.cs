using System.Net;
using System.Net.Sockets;

namespace StreamLift.Host.Record.Vmc;

/// <summary>One receiver: a port to which datagrams are sent. What can't be sent is counted and said once. One thread.</summary>
internal sealed class VmcTarget : IDisposable
{
    private readonly IPEndPoint _address;
    private readonly Action<string> _note;
    private readonly Socket _socket;
    private bool _isSaid;

    /// <param name="address">The receiver.</param>
    /// <param name="note">Receives a line for the user.</param>
    public VmcTarget(IPEndPoint address, Action<string> note)
    {
        (_address, _note) = (address, note);
        // connected: the system then tells that nothing listens there
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        Bundles = new OscBundles(Send);
    }

    /// <summary>Takes the messages.</summary>
    public OscBundles Bundles { get; }

    /// <summary>The bytes that were sent.</summary>
    public long Bytes { get; private set; }

    /// <summary>The datagrams that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>The datagrams that could not be sent, or of which the system said that nothing listens there.</summary>
    public long Failed { get; private set; }

    public void Dispose() => _socket.Dispose();

    private void Send(ReadOnlyMemory<byte> bundle)
    {
        try
        {
            if (!_socket.Connected)
                _socket.Connect(_address);
            _socket.Send(bundle.Span);
            (Sent, Bytes) = (Sent + 1, Bytes + bundle.Length);
        }
        catch (SocketException e)
        {
            Failed++;
            if (_isSaid)
                return;
            _isSaid = true;
            _note(
                e.SocketErrorCode == SocketError.ConnectionRefused
                    ? $"warning: nothing listens at {_address} yet; start the receiver, or check its port"
                    : $"warning: can't send to {_address}: {Poses.OneLine.Of(e.Message, 200)}"
            );
        }
    }
}
