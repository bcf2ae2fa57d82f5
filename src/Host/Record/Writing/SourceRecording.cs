using StreamLift.Files;

namespace StreamLift.Host.Record.Writing;

/// <summary>
/// The recording of one rig or stream. The first instants are held until it is clear whether there are others, and which axis is up. One thread.
/// </summary>
/// <param name="space">Whether it is of a rig or of a stream.</param>
/// <param name="source">The name of the rig or stream.</param>
/// <param name="open">Opens its writer, by the first instants.</param>
/// <param name="clock">The clock.</param>
internal sealed class SourceRecording(MotionSpace space, string source, Func<SourceRecording, IMotionWriter> open, TimeProvider clock) : IDisposable
{
    /// <summary>How many instants are held at most.</summary>
    public const int Held = 64;

    /// <summary>How long they are held at most.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RewriteEvery = TimeSpan.FromMinutes(1);

    private readonly List<MotionInstant> _held = [];
    private readonly long _began = clock.GetTimestamp();
    private IMotionWriter? _writer;
    private long _flushed = clock.GetTimestamp();
    private TimeSpan _pause;

    /// <summary>Whether it is of a rig or of a stream.</summary>
    public MotionSpace Space => space;

    /// <summary>The name of the rig or stream.</summary>
    public string Source => source;

    /// <summary>The instants that are held.</summary>
    public IReadOnlyList<MotionInstant> First => _held;

    /// <summary>Whether the first instants have been held for long enough.</summary>
    public bool IsDue => _writer is null && _held.Count > 0 && (_held.Count >= Held || clock.GetElapsedTime(_began) >= Hold);

    /// <summary>The files so far.</summary>
    public IReadOnlyList<WrittenFile> Files => _writer?.Files ?? [];

    /// <summary>What the user should know of the files.</summary>
    public IReadOnlyList<string> Notes => _writer?.Notes ?? [];

    /// <summary>Takes the next instant.</summary>
    /// <param name="instant">The instant, valid during the call.</param>
    /// <param name="copies">Copies it where it is held.</param>
    public void Add(MotionInstant instant, Reading.InstantCopies copies)
    {
        if (_writer is null)
            _held.Add(copies.Of(instant));
        else
            _writer.Add(instant);
    }

    /// <summary>Opens the writer, if it is not open, and gives it what was held.</summary>
    public void Open()
    {
        if (_writer is not null || _held.Count == 0)
            return;
        _writer = open(this);
        foreach (var instant in _held)
            _writer.Add(instant);
        _held.Clear();
        Flush();
    }

    /// <summary>Flushes when it is due: every second, or less often where everything is written again.</summary>
    public void Tick()
    {
        if (_writer is not null && clock.GetElapsedTime(_flushed) >= _pause)
            Flush();
    }

    /// <summary>Completes the files.</summary>
    public void Finish() => _writer?.Finish();

    public void Dispose() => _writer?.Dispose();

    private void Flush()
    {
        var began = clock.GetTimestamp();
        _writer!.Flush();
        _flushed = clock.GetTimestamp();
        var cost = 20 * clock.GetElapsedTime(began, _flushed);
        _pause =
            !_writer.Rewrites ? FlushEvery
            : cost > RewriteEvery ? cost
            : RewriteEvery;
    }
}
