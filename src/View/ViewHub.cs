using System.Security.Cryptography;
using StreamLift.View.Messages;
using StreamLift.View.Sources;
using StreamLift.View.Viewers;
using StreamLift.Wire.Messages;

namespace StreamLift.View;

/// <summary>
/// Hands frames to all viewers. A frame is encoded once for all of them; each is sent the newest one of every source, and a slow one holds nobody back.
/// Without a viewer it does nothing. Thread-safe.
/// </summary>
public sealed class ViewHub
{
    private readonly Lock _gate = new();
    private readonly ViewSettings _settings;
    private readonly TimeProvider _clock;
    private readonly SourceTable _table;
    private readonly CameraStates _cameras = new();
    private readonly string _session = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private RecordKind? _kind;
    private byte[] _schema;
    private TaskCompletionSource _changed = Changed();
    private long _lag = -1;
    private long _undecodable;
    private volatile Viewer[] _viewers = [];

    /// <param name="settings">What is shown, and the limits.</param>
    /// <param name="clock">The clock.</param>
    public ViewHub(ViewSettings settings, TimeProvider clock)
    {
        (_settings, _clock, _table, _kind) = (settings, clock, new SourceTable(settings), settings.Kind);
        _schema = SchemaMessage.Write(settings.Topic, _kind, _session, _table);
    }

    /// <summary>The viewers that are connected now.</summary>
    public int ViewerCount => _viewers.Length;

    /// <summary>Completes when viewers have come or left since it was read.</summary>
    public Task ViewersChanged
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    /// <summary>What the topic holds; null while that is not known. Viewers are told.</summary>
    public RecordKind? Kind
    {
        get
        {
            lock (_gate)
                return _kind;
        }
        set
        {
            lock (_gate)
            {
                if (_kind == value)
                    return;
                _kind = value;
                RenewSchema();
            }
        }
    }

    /// <summary>The records of the topic that are not read yet; null where that is not known.</summary>
    public long? Lag
    {
        get => Interlocked.Read(ref _lag) is >= 0 and var lag ? lag : null;
        set => Interlocked.Exchange(ref _lag, value ?? -1);
    }

    internal ViewSettings Settings => _settings;

    internal TimeProvider Clock => _clock;

    internal byte[] Schema
    {
        get
        {
            lock (_gate)
                return _schema;
        }
    }

    internal double NowMs => (_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>Shows the people of a rig to all viewers.</summary>
    /// <param name="frame">The people, decoded.</param>
    /// <param name="recordMs">The record's timestamp, Unix ms; NaN for none.</param>
    public void Add(PeopleFrame frame, double recordMs)
    {
        if (_viewers.Length == 0)
            return;
        lock (_gate)
        {
            _cameras.See(frame);
            if (_table.Of(frame) is not { } source)
                return;
            Send(source, PeopleMessage.Write(frame, source, recordMs, NowMs));
        }
    }

    /// <summary>Shows the poses of a stream to all viewers.</summary>
    /// <param name="frame">The poses, decoded; a person has 17 joints or none.</param>
    /// <param name="recordMs">The record's timestamp, Unix ms; NaN for none.</param>
    public void Add(PoseFrame frame, double recordMs)
    {
        if (_viewers.Length == 0)
            return;
        lock (_gate)
        {
            _cameras.See(frame);
            if (_table.Of(frame) is not { } source)
                return;
            Send(source, PosesMessage.Write(frame, source, LayoutOf(frame), recordMs, NowMs));
        }
    }

    /// <summary>Counts a record that can't be decoded. The first one is told.</summary>
    /// <param name="line">What is wrong with it, in a line.</param>
    public void AddUndecodable(string line)
    {
        if (Interlocked.Increment(ref _undecodable) == 1)
            _settings.Warn(line);
    }

    /// <summary>Adds a viewer; null when there are as many as may be.</summary>
    internal Viewer? Join()
    {
        lock (_gate)
        {
            if (_viewers.Length >= _settings.MaxViewers)
                return null;
            var viewer = new Viewer(_clock);
            _viewers = [.. _viewers, viewer];
            TellChanged();
            return viewer;
        }
    }

    /// <summary>Removes a viewer and disposes it.</summary>
    internal void Leave(Viewer viewer)
    {
        lock (_gate)
        {
            _viewers = [.. _viewers.Where(other => other != viewer)];
            TellChanged();
        }

        viewer.Dispose();
    }

    /// <summary>The status message of a viewer.</summary>
    internal byte[] StatusOf(Viewer viewer)
    {
        lock (_gate)
        {
            var state = new ServerState(NowMs, Lag, _viewers.Length, viewer.Sent, viewer.Dropped, Interlocked.Read(ref _undecodable));
            return StatusMessage.Write(state, _cameras.All);
        }
    }

    private int LayoutOf(PoseFrame frame)
    {
        for (var person = 0; person < frame.PersonCount; person++)
            if (frame.Keypoints(person) is { IsEmpty: false } keypoints)
                return _table.LayoutOf(frame.InputLayout, keypoints.Length / 3);
        return -1;
    }

    // A viewer is told of a source before its first frame: the schema is sent before whatever else waits.
    private void Send(FrameSource source, byte[] frame)
    {
        source.Sequence++;
        if (_table.IsChanged)
            RenewSchema();
        foreach (var viewer in _viewers)
            viewer.Offer(source.Index, frame);
    }

    private void RenewSchema()
    {
        _table.IsChanged = false;
        _schema = SchemaMessage.Write(_settings.Topic, _kind, _session, _table);
        foreach (var viewer in _viewers)
            viewer.OfferSchema();
    }

    private void TellChanged()
    {
        var told = _changed;
        _changed = Changed();
        told.SetResult();
    }

    private static TaskCompletionSource Changed() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
