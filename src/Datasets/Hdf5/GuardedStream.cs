using System.Runtime.CompilerServices;

namespace StreamLift.Datasets.Hdf5;

/// <summary>
/// The stream through which PureHDF reads a file. It limits the amount of data, because PureHDF follows addresses in a damaged file without end.
/// </summary>
internal sealed class GuardedStream(FileStream file) : Stream
{
    // The numbers of an intact file are read once, its structure several times in small pieces.
    private const long Least = 64L << 20,
        Times = 8,
        EachRead = 16;

    private long _left = Least + Times * file.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack(); // PureHDF follows nodes by recursion, and a stack overflow would end the process
        _left -= EachRead + buffer.Length;
        return _left >= 0 ? file.Read(buffer) : throw new InvalidDataException("the structure of the file contains loops");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
