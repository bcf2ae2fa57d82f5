namespace StreamLift.Host.Redrive;

/// <summary>
/// The letters of a redrive, numbered in the order in which they are to be sent: those of one source partition by their original offset,
/// however they lie spread over the dead-letter topic. Letters there twice are sent once.
/// </summary>
internal sealed class RedrivePlan
{
    private readonly DeadLetterPosition[] _letters;
    private readonly int[] _byPlace; // numbers by partition and offset of the letter

    public RedrivePlan(IEnumerable<DeadLetterPosition> letters)
    {
        _letters =
        [
            .. letters
                .OrderBy(letter => letter.Source)
                .ThenBy(letter => letter.SourceOffset)
                .ThenBy(letter => letter.Partition)
                .ThenBy(letter => letter.Offset),
        ];
        _byPlace = [.. Enumerable.Range(0, _letters.Length).OrderBy(number => _letters[number].Partition).ThenBy(number => _letters[number].Offset)];
    }

    /// <summary>How many letters there are, twins counted.</summary>
    public int Count => _letters.Length;

    /// <summary>A letter by its number.</summary>
    public ref readonly DeadLetterPosition this[int number] => ref _letters[number];

    /// <summary>Whether the letter before it is the same once more.</summary>
    public bool IsDuplicate(int number) => number > 0 && _letters[number].IsDuplicateOf(_letters[number - 1]);

    /// <summary>The numbers of one partition's letters, as they lie there.</summary>
    public ReadOnlySpan<int> In(int partition) =>
        _byPlace.AsSpan(Place(partition, long.MinValue), Place(partition + 1, long.MinValue) - Place(partition, long.MinValue));

    /// <summary>The number of the letter that lies there; -1 where none is to be sent.</summary>
    public int Find(int partition, long offset)
    {
        var place = Place(partition, offset);
        return place < _byPlace.Length && _letters[_byPlace[place]] is var found && found.Partition == partition && found.Offset == offset
            ? _byPlace[place]
            : -1;
    }

    // the first at or after
    private int Place(int partition, long offset)
    {
        var (low, high) = (0, _byPlace.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            ref readonly var letter = ref _letters[_byPlace[middle]];
            if (letter.Partition < partition || (letter.Partition == partition && letter.Offset < offset))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
