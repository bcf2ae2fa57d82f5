namespace StreamLift.Host.Redrive;

/// <summary>
/// Brings letters that are read as they lie into the plan's order. A letter before whose turn others come waits in memory while there is
/// room; without room it is let go, and <see cref="Remaining"/> names it when its turn has come, to be read again.
/// </summary>
/// <typeparam name="T">What is kept of a letter.</typeparam>
internal sealed class DeadLetterOrder<T>
{
    private readonly RedrivePlan _plan;
    private readonly Func<T, long> _size;
    private readonly Dictionary<int, T> _waiting = [];
    private readonly Dictionary<int, int> _next = []; // by source: the number whose turn it is
    private long _room;

    /// <param name="plan">The order.</param>
    /// <param name="room">How much may wait.</param>
    /// <param name="size">What one takes of it.</param>
    public DeadLetterOrder(RedrivePlan plan, long room, Func<T, long> size)
    {
        (_plan, _room, _size) = (plan, room, size);
        for (var number = 0; number < plan.Count; number++)
            _next.TryAdd(plan[number].Source, number);
    }

    /// <summary>A letter has been read.</summary>
    /// <returns>What may be sent now, in order.</returns>
    public IEnumerable<(int Number, T Letter)> Offer(int number, T letter)
    {
        var source = _plan[number].Source;
        if (_next[source] != number)
        {
            if (_next[source] < number)
                Wait(number, letter);
            yield break;
        }

        do
        {
            _next[source] = number + 1;
            yield return (number, letter);
        } while (++number < _plan.Count && _plan[number].Source == source && Take(number, out letter));
    }

    /// <summary>After everything was offered: the numbers of those that had to be let go, each when its turn has come. To be offered again.</summary>
    public IEnumerable<int> Remaining()
    {
        for (var number = 0; number < _plan.Count; number++)
            if (_next[_plan[number].Source] == number)
                yield return number;
    }

    private bool Take(int number, out T letter)
    {
        if (!_waiting.Remove(number, out letter!))
            return false;
        _room += _size(letter);
        return true;
    }

    private void Wait(int number, T letter)
    {
        var size = _size(letter);
        if (size > _room || !_waiting.TryAdd(number, letter))
            return;
        _room -= size;
    }
}
