using StreamLift.Training.Distillation;

namespace StreamLift.Training.Samples;

/// <summary>One pass over every frame and view, in random order. The batches depend only on the seed and the number of the epoch. Thread-safe.</summary>
internal sealed class Epoch
{
    private readonly SampleGenerator _generator;
    private readonly Normalization _normalization;
    private readonly ulong _seed;
    private readonly ulong _number;
    private readonly int _size;
    private readonly int[] _order;
    private readonly Teacher? _teacher;

    public Epoch(SampleGenerator generator, Normalization normalization, ulong seed, int number, int batchSize, Teacher? teacher = null)
    {
        (_generator, _normalization, _seed, _number, _size, _teacher) = (generator, normalization, seed, (ulong)number, batchSize, teacher);
        _order = [.. Enumerable.Range(0, generator.Count)];
        var random = new SampleRandom(seed, _number, ulong.MaxValue);
        for (var i = _order.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }

    /// <summary>The number of complete batches. A small last batch would distort the batch norm statistics.</summary>
    public int BatchCount => Math.Max(1, _order.Length / _size);

    public Batch MakeBatch(int index)
    {
        var first = index * _size;
        var batch = new Batch(Math.Min(_size, _order.Length - first), _normalization.InputWidth);
        var sample = new TrainingSample();
        var distillation = _teacher?.BeginBatch(batch.Rows);
        for (var row = 0; row < batch.Rows; row++)
        {
            var sampleIndex = _order[first + row];
            var random = new SampleRandom(_seed, _number, (ulong)sampleIndex);
            _generator.Make(sampleIndex, sample, ref random);
            _normalization.WriteInput(sample, batch.Input.AsSpan(row * _normalization.InputWidth, _normalization.InputWidth), out var rotation);
            Normalization.WriteTarget(sample, rotation, batch.Target.AsSpan(row * Normalization.OutputWidth, Normalization.OutputWidth));
            distillation?.Add(row, sample);
        }
        batch.TeacherTarget = distillation?.Predict();
        return batch;
    }
}
