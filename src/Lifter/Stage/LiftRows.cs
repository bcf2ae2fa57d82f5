using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Lifter.Stage;

/// <summary>The rows of a batch: the network's input and output, and the camera rotation of each row.</summary>
internal sealed class LiftRows
{
    private readonly int _inputWidth;
    private CameraRotation[] _rotations;

    public LiftRows(int capacity, int inputWidth, bool sigma)
    {
        _inputWidth = inputWidth;
        // The arrays are pinned once, so that passing them to native code costs nothing per batch.
        Input = GC.AllocateUninitializedArray<float>(capacity * inputWidth, pinned: true);
        _rotations = new CameraRotation[capacity];
        Output = GC.AllocateUninitializedArray<float>(capacity * LiftBatch.PoseWidth, pinned: true);
        Sigmas = sigma ? GC.AllocateUninitializedArray<float>(capacity * LiftBatch.SigmaWidth, pinned: true) : [];
    }

    public float[] Input { get; private set; }

    public float[] Output { get; private set; }

    /// <summary>The sigmas. Empty if they are not computed.</summary>
    public float[] Sigmas { get; private set; }

    /// <summary>The number of filled rows.</summary>
    public int Count { get; private set; }

    /// <summary>The next free input row.</summary>
    public Span<float> Next()
    {
        if (Count == _rotations.Length)
            Grow();
        return Input.AsSpan(Count * _inputWidth, _inputWidth);
    }

    /// <summary>Takes the row from <see cref="Next"/>, which the caller has filled.</summary>
    /// <returns>The row's number.</returns>
    public int Take(in CameraRotation rotation)
    {
        _rotations[Count] = rotation;
        return Count++;
    }

    /// <summary>Moves an input row towards the front, before inference.</summary>
    public int Move(int from, int to)
    {
        if (from != to)
        {
            Input.AsSpan(from * _inputWidth, _inputWidth).CopyTo(Input.AsSpan(to * _inputWidth));
            _rotations[to] = _rotations[from];
        }

        return to;
    }

    /// <summary>Keeps only the first rows.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Rotates every pose from the axes of the rotated camera back to the axes of its camera.</summary>
    public void RotateBack()
    {
        for (var row = 0; row < Count; row++)
            _rotations[row].Undo(Output.AsSpan(row * LiftBatch.PoseWidth, LiftBatch.PoseWidth));
    }

    // This happens only if a record has more people than fit. The record size is limited, so the growth is limited too.
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
