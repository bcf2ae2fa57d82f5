using StreamLift.Datasets;

namespace StreamLift.Host.Redrive;

/// <summary>
/// Reorders dead letters from the order of their topic to the order of the plan. A dead letter that must wait for others is kept in memory while there is
/// room. Without room it is dropped, and <see cref="Remaining"/> returns its number when it is next, to be read again.
/// </summary>
/// <typeparam name="T">The content of a dead letter.</typeparam>
internal sealed class DeadLetterOrder<T>
{
    private readonly RedrivePlan _plan;
    private readonly Func<T, long> _size;
    private readonly Dictionary<int, T> _waiting = [];
    private readonly Dictionary<int, int> _next = []; // by source: the number that is next
    private long _room;

    /// <param name="plan">The order to send in.</param>
    /// <param name="room">The total size that may wait.</param>
    /// <param name="size">The size of one.</param>
    public DeadLetterOrder(RedrivePlan plan, long room, Func<T, long> size)
    {
        (_plan, _room, _size) = (plan, room, size);
        for (var number = 0; number < plan.Count; number++)
            _next.TryAdd(plan[number].Source, number);
    }

    /// <summary>Adds a dead letter that was read.</summary>
    /// <returns>The dead letters that can be sent now, in order.</returns>
    public IEnumerable<(int Number, T Letter)> Offer(int number, T deadLetter)
    {
        var source = _plan[number].Source;
        if (_next[source] != number)
        {
            if (_next[source] < number)
                Wait(number, deadLetter);
            yield break;
        }

        do
        {
            _next[source] = number + 1;
            yield return (number, deadLetter);
        } while (++number < _plan.Count && _plan[number].Source == source && Take(number, out deadLetter));
    }

    /// <summary>After all were offered: the numbers of those that were dropped, each when it is next. They are to be offered again.</summary>
    public IEnumerable<int> Remaining()
    {
        for (var number = 0; number < _plan.Count; number++)
            if (_next[_plan[number].Source] == number)
                yield return number;
    }

    private bool Take(int number, out T deadLetter)
    {
        if (!_waiting.Remove(number, out deadLetter!))
            return false;
        _room += _size(deadLetter);
        return true;
    }

    private void Wait(int number, T deadLetter)
    {
        var size = _size(deadLetter);
        if (size > _room || !_waiting.TryAdd(number, deadLetter))
            return;
        _room -= size;
    }
}
