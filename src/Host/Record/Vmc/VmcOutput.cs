using System.Globalization;
using System.Net;
using StreamLift.Files;
using StreamLift.Host.Record.Reading;
using StreamLift.Host.Record.Writing;
using StreamLift.Poses;

namespace StreamLift.Host.Record.Vmc;

/// <summary>
/// Sends people to programs that show them, by VMC: each person to a port of its own. Where instants come faster than they can be sent, the newest is sent.
/// One thread.
/// </summary>
internal sealed class VmcOutput : IInstantOutput
{
    private readonly UpAxis _up;
    private readonly Action<string> _note;
    private readonly VmcTarget[] _targets;
    private readonly VmcPerson?[] _people;
    private readonly VmcSlots _slots;
    private readonly VmcPace _pace;
    private readonly InstantCopies _copies = new();
    private readonly HashSet<string> _others = [];
    private readonly IPEndPoint _first;
    private (MotionSpace Space, string Name)? _source;
    private MotionInstant? _next;
    private double _dueMs;
    private long _sent;
    private long _skipped;

    /// <param name="first">The first person's receiver; the next people have the ports after it.</param>
    /// <param name="ports">How many people are sent.</param>
    /// <param name="people">The ids of the people who may be sent; empty: whoever comes first.</param>
    /// <param name="up">Finds the axis that points up.</param>
    /// <param name="note">Receives a line for the user.</param>
    /// <param name="clock">The clock.</param>
    public VmcOutput(IPEndPoint first, int ports, IReadOnlyList<long> people, UpAxis up, Action<string> note, TimeProvider clock)
    {
        (_first, _up, _note) = (first, up, note);
        _targets = [.. Enumerable.Range(0, ports).Select(port => new VmcTarget(new IPEndPoint(first.Address, first.Port + port), note))];
        _people = new VmcPerson?[ports];
        _slots = new VmcSlots(ports, people);
        _pace = new VmcPace(clock);
    }

    /// <inheritdoc/>
    public bool CanTake => _next is null || _pace.NowMs >= _dueMs;

    /// <inheritdoc/>
    public long Bytes => _targets.Sum(target => target.Bytes);

    /// <inheritdoc/>
    public bool Takes(MotionInstant instant)
    {
        if (_source is not { } source || source == (instant.Space, instant.Source))
            return true;
        if (_others.Count < 100 && _others.Add(instant.Source))
            _note($"warning: {OneLine.Of(instant.Source)} is not sent, {OneLine.Of(source.Name)} is; --rig-name or --stream chooses");
        return false;
    }

    /// <inheritdoc/>
    public void Add(MotionInstant instant, bool isLive)
    {
        _source ??= (instant.Space, instant.Source);
        var due = _pace.DueMs(instant.TimestampMs, isLive);
        if (_next is not null && _pace.NowMs >= due)
        {
            _copies.Return(_next);
            _skipped++;
        }
        else
            Send();
        (_next, _dueMs) = (_copies.Of(instant), due);
    }

    /// <inheritdoc/>
    public void Tick()
    {
        if (_next is not null && _pace.NowMs >= _dueMs)
            Send();
    }

    /// <inheritdoc/>
    public void Finish(bool isStopped) => Send();

    /// <inheritdoc/>
    public IEnumerable<string> Results()
    {
        var skipped = _skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {_skipped:N0} skipped, since newer ones had come") : "";
        return [$"sent {Counted.Of(_sent, "instant")} to {_first}, {Counted.Of(_targets.Sum(target => target.Sent), "datagram")}{skipped}"];
    }

    /// <inheritdoc/>
    public IEnumerable<string> Notes() =>
        _targets.Sum(target => target.Failed) is > 0 and var failed ? [$"note: {Counted.Of(failed, "datagram")} could not be sent"] : [];

    public void Dispose()
    {
        foreach (var target in _targets)
            target.Dispose();
    }

    private void Send()
    {
        if (_next is not { } instant)
            return;
        _next = null;
        _slots.Update(instant.TimestampMs, [.. Enumerable.Range(0, instant.PersonCount).Select(i => instant[i].Id)], (slot, id) => Follow(instant, slot, id));
        for (var slot = 0; slot < _slots.Count; slot++)
        {
            MotionPerson? person = null;
            for (var i = 0; i < instant.PersonCount; i++)
                if (instant[i].Id == _slots[slot])
                    person = instant[i];
            VmcMessages.Write(_targets[slot].Bundles, person is null ? null : _people[slot]!.Pose(person), (float)(_pace.NowMs / 1000));
        }

        _copies.Return(instant);
        _sent++;
    }

    private void Follow(MotionInstant instant, int slot, long id)
    {
        _people[slot] = new VmcPerson(instant.Space, instant.Space == MotionSpace.World ? _up.Of(instant.Source, [instant]) : default);
        _note($"person {id} of {OneLine.Of(instant.Source)} is sent to {new IPEndPoint(_first.Address, _first.Port + slot)}");
    }
}
