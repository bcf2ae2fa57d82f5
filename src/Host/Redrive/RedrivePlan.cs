namespace StreamLift.Host.Redrive;

/// <summary>
/// The dead letters of a redrive, numbered in the order in which they are sent: those of one source partition by their original offset, in whichever
/// partitions of the dead-letter topic they are. Duplicates are sent once.
/// </summary>
internal sealed class RedrivePlan
{
    private readonly DeadLetterPosition[] _deadLetters;
    private readonly int[] _byPosition; // numbers by partition and offset of the dead letter

    public RedrivePlan(IEnumerable<DeadLetterPosition> deadLetters)
    {
        _deadLetters =
        [
            .. deadLetters
                .OrderBy(deadLetter => deadLetter.Source)
                .ThenBy(deadLetter => deadLetter.SourceOffset)
                .ThenBy(deadLetter => deadLetter.Partition)
                .ThenBy(deadLetter => deadLetter.Offset),
        ];
        _byPosition =
        [
            .. Enumerable.Range(0, _deadLetters.Length).OrderBy(number => _deadLetters[number].Partition).ThenBy(number => _deadLetters[number].Offset),
        ];
    }

    /// <summary>The number of dead letters, duplicates included.</summary>
    public int Count => _deadLetters.Length;

    /// <summary>A dead letter by its number.</summary>
    public ref readonly DeadLetterPosition this[int number] => ref _deadLetters[number];

    /// <summary>Whether it is a duplicate of the previous one.</summary>
    public bool IsDuplicate(int number) => number > 0 && _deadLetters[number].IsDuplicateOf(_deadLetters[number - 1]);

    /// <summary>The numbers of one partition's dead letters, by offset.</summary>
    public ReadOnlySpan<int> In(int partition) =>
        _byPosition.AsSpan(Place(partition, long.MinValue), Place(partition + 1, long.MinValue) - Place(partition, long.MinValue));

    /// <summary>The number of the dead letter at a position; -1 if none is to be sent.</summary>
    public int Find(int partition, long offset)
    {
        var place = Place(partition, offset);
        return place < _byPosition.Length && _deadLetters[_byPosition[place]] is var found && found.Partition == partition && found.Offset == offset
            ? _byPosition[place]
            : -1;
    }

    // the first at or after
    private int Place(int partition, long offset)
    {
        var (low, high) = (0, _byPosition.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            ref readonly var deadLetter = ref _deadLetters[_byPosition[middle]];
            if (deadLetter.Partition < partition || (deadLetter.Partition == partition && deadLetter.Offset < offset))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
