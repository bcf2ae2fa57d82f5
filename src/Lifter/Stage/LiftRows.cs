using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Lifter.Stage;

/// <summary>A batch's rows: the network's input and output, and the rotation of each row's camera.</summary>
internal sealed class LiftRows
{
    private readonly int _inputWidth;
    private CameraRotation[] _rotations;

    public LiftRows(int capacity, int inputWidth, bool sigma)
    {
        _inputWidth = inputWidth;
        // pinned once, so that handing them to the native runtime costs nothing a batch
        Input = GC.AllocateUninitializedArray<float>(capacity * inputWidth, pinned: true);
        _rotations = new CameraRotation[capacity];
        Output = GC.AllocateUninitializedArray<float>(capacity * LiftBatch.PoseWidth, pinned: true);
        Sigmas = sigma ? GC.AllocateUninitializedArray<float>(capacity * LiftBatch.SigmaWidth, pinned: true) : [];
    }

    public float[] Input { get; private set; }

    public float[] Output { get; private set; }

    /// <summary>Empty where sigmas are not computed.</summary>
    public float[] Sigmas { get; private set; }

    /// <summary>Rows filled.</summary>
    public int Count { get; private set; }

    /// <summary>The next free input row.</summary>
    public Span<float> Next()
    {
        if (Count == _rotations.Length)
            Grow();
        return Input.AsSpan(Count * _inputWidth, _inputWidth);
    }

    /// <summary>The row from <see cref="Next"/> is filled.</summary>
    /// <returns>Its number.</returns>
    public int Take(in CameraRotation rotation)
    {
        _rotations[Count] = rotation;
        return Count++;
    }

    /// <summary>Moves a row before its inference, towards the front.</summary>
    public int Move(int from, int to)
    {
        if (from != to)
        {
            Input.AsSpan(from * _inputWidth, _inputWidth).CopyTo(Input.AsSpan(to * _inputWidth));
            _rotations[to] = _rotations[from];
        }

        return to;
    }

    /// <summary>Keeps the first rows only.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Rotates every pose from the rotated camera's axes back to its camera's.</summary>
    public void RotateBack()
    {
        for (var row = 0; row < Count; row++)
            _rotations[row].Undo(Output.AsSpan(row * LiftBatch.PoseWidth, LiftBatch.PoseWidth));
    }

    // Only for a record of more people than fit; the record was read whole, so its size bounds the growth.
    private void Grow()
    {
        var (input, rows) = (Input, 2 * _rotations.Length);
        Input = GC.AllocateUninitializedArray<float>(rows * _inputWidth, pinned: true);
        Output = GC.AllocateUninitializedArray<float>(rows * LiftBatch.PoseWidth, pinned: true);
        if (Sigmas.Length > 0)
            Sigmas = GC.AllocateUninitializedArray<float>(rows * LiftBatch.SigmaWidth, pinned: true);
        input.AsSpan(0, Count * _inputWidth).CopyTo(Input);
        Array.Resize(ref _rotations, rows);
    }
}
