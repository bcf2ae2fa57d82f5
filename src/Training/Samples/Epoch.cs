namespace StreamLift.Training.Samples;

/// <summary>One pass over every frame and view, shuffled. The same seed and number give the same batches; any thread.</summary>
internal sealed class Epoch
{
    private readonly SampleGenerator _maker;
    private readonly Normalisation _normalisation;
    private readonly ulong _seed;
    private readonly ulong _number;
    private readonly int _size;
    private readonly int[] _order;
    private readonly Teacher? _teacher;

    public Epoch(SampleGenerator maker, Normalisation normalisation, ulong seed, int number, int batchSize, Teacher? teacher = null)
    {
        (_maker, _normalisation, _seed, _number, _size, _teacher) = (maker, normalisation, seed, (ulong)number, batchSize, teacher);
        _order = [.. Enumerable.Range(0, maker.Count)];
        var draw = new SampleRandom(seed, _number, ulong.MaxValue);
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var other = draw.Below(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }

    /// <summary>Whole batches only: batch norm's statistics of a handful of rows would be another network's.</summary>
    public int Batches => Math.Max(1, _order.Length / _size);

    public Batch Make(int index)
    {
        var first = index * _size;
        var batch = new Batch(Math.Min(_size, _order.Length - first));
        var sight = new TrainingSample();
        var lesson = _teacher?.Begin(batch.Rows);
        for (var row = 0; row < batch.Rows; row++)
        {
            var place = _order[first + row];
            var draw = new SampleRandom(_seed, _number, (ulong)place);
            _maker.Make(place, sight, ref draw);
            _normalisation.WriteInput(sight, batch.Input.AsSpan(row * Normalisation.Inputs, Normalisation.Inputs), out var turn);
            Normalisation.WritePose(sight, turn, batch.Target.AsSpan(row * Normalisation.Outputs, Normalisation.Outputs));
            lesson?.Show(row, sight);
        }
        batch.Taught = lesson?.Lift();
        return batch;
    }
}
