using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Lifter.Batches;

/// <summary>A batch's rows: the network's input and output, and the turn of each row's camera.</summary>
internal sealed class LiftRows
{
    private readonly int _inputWidth;
    private CameraRotation[] _turns;

    public LiftRows(int capacity, int inputWidth, bool sigma)
    {
        _inputWidth = inputWidth;
        // pinned once, so that handing them to the native runtime costs nothing a batch
        Input = GC.AllocateUninitializedArray<float>(capacity * inputWidth, pinned: true);
        _turns = new CameraRotation[capacity];
        Output = GC.AllocateUninitializedArray<float>(capacity * LiftBatch.PoseWidth, pinned: true);
        Sigmas = sigma ? GC.AllocateUninitializedArray<float>(capacity * LiftBatch.SigmaWidth, pinned: true) : [];
    }

    public float[] Input { get; private set; }

    public float[] Output { get; private set; }

    /// <summary>Empty where sigmas are not asked for.</summary>
    public float[] Sigmas { get; private set; }

    /// <summary>Rows filled.</summary>
    public int Count { get; private set; }

    /// <summary>The next free input row.</summary>
    public Span<float> Next()
    {
        if (Count == _turns.Length)
            Grow();
        return Input.AsSpan(Count * _inputWidth, _inputWidth);
    }

    /// <summary>The row from <see cref="Next"/> is filled.</summary>
    /// <returns>Its number.</returns>
    public int Take(in CameraRotation turn)
    {
        _turns[Count] = turn;
        return Count++;
    }

    /// <summary>Moves a row before its inference, towards the front.</summary>
    public int Move(int from, int to)
    {
        if (from != to)
        {
            Input.AsSpan(from * _inputWidth, _inputWidth).CopyTo(Input.AsSpan(to * _inputWidth));
            _turns[to] = _turns[from];
        }

        return to;
    }

    /// <summary>Only the first rows count.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Turns every pose from its turned camera's axes back to its camera's.</summary>
    public void RotateBack()
    {
        for (var row = 0; row < Count; row++)
            _turns[row].Undo(Output.AsSpan(row * LiftBatch.PoseWidth, LiftBatch.PoseWidth));
    }

    // Only for a record of more people than there is room for; it was read whole, so what it holds is bounded by a record's bytes.
    private void Grow()
    {
        var (input, rows) = (Input, 2 * _turns.Length);
        Input = GC.AllocateUninitializedArray<float>(rows * _inputWidth, pinned: true);
        Output = GC.AllocateUninitializedArray<float>(rows * LiftBatch.PoseWidth, pinned: true);
        if (Sigmas.Length > 0)
            Sigmas = GC.AllocateUninitializedArray<float>(rows * LiftBatch.SigmaWidth, pinned: true);
        input.AsSpan(0, Count * _inputWidth).CopyTo(Input);
        Array.Resize(ref _turns, rows);
    }
}
