using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;

namespace StreamLift.Lifter.Stage;

/// <summary>The rows of a batch that one model lifts: the network's input and output, and the camera rotation of each row.</summary>
public sealed class LiftRows
{
    private readonly int _capacity;
    private readonly int _inputWidth;
    private CameraRotation[] _rotations;

    /// <summary>Allocates empty rows.</summary>
    /// <param name="capacity">The number of rows that fit initially.</param>
    /// <param name="inputWidth">The number of values in an input row.</param>
    /// <param name="sigma">Whether sigmas are computed.</param>
    public LiftRows(int capacity, int inputWidth, bool sigma)
    {
        (_capacity, _inputWidth) = (capacity, inputWidth);
        // The arrays are pinned once, so that passing them to native code costs nothing per batch.
        Input = GC.AllocateUninitializedArray<float>(capacity * inputWidth, pinned: true);
        _rotations = new CameraRotation[capacity];
        Output = GC.AllocateUninitializedArray<float>(capacity * LiftBatch.PoseWidth, pinned: true);
        Sigmas = sigma ? GC.AllocateUninitializedArray<float>(capacity * LiftBatch.SigmaWidth, pinned: true) : [];
    }

    /// <summary>The model that the input rows are for. It is set from the first frame until inference.</summary>
    public LifterModel? FilledFor { get; set; }

    /// <summary>The id of the model that computed the output rows, in UTF-8; empty before.</summary>
    public ReadOnlyMemory<byte> Model { get; set; }

    /// <summary>The input rows, one after the other.</summary>
    public float[] Input { get; private set; }

    /// <summary>The output rows, one after the other: 51 values each, in mm.</summary>
    public float[] Output { get; private set; }

    /// <summary>
    /// The rows of the second output, one after the other: 17 values each, in mm. Empty if sigmas are not computed. A sigma is the same along every axis, so a
    /// camera's rotation does not change it.
    /// </summary>
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

    /// <summary>The pose in a row: 51 values in mm.</summary>
    public ReadOnlySpan<float> Pose(int row) => Output.AsSpan(row * LiftBatch.PoseWidth, LiftBatch.PoseWidth);

    /// <summary>The sigmas in a row: 17 values in mm. Empty if they are not computed.</summary>
    public ReadOnlySpan<float> Sigma(int row) => Sigmas.Length == 0 ? default : Sigmas.AsSpan(row * LiftBatch.SigmaWidth, LiftBatch.SigmaWidth);

    /// <summary>Fills the output rows. One run is enough unless a record of many frames enlarged the batch: no run has more rows than the capacity.</summary>
    public void Lift(LifterModel model)
    {
        for (var row = 0; row < Count; row += _capacity)
            model.Run(
                Input.AsSpan(row * _inputWidth),
                Math.Min(_capacity, Count - row),
                Output.AsSpan(row * LiftBatch.PoseWidth),
                Sigmas.Length == 0 ? default : Sigmas.AsSpan(row * LiftBatch.SigmaWidth)
            );
        if (model.Features.RotatesPose)
            RotateBack();
        Model = model.IdUtf8;
    }

    /// <summary>Keeps only the first rows.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>Removes all rows.</summary>
    public void Clear() => (Count, Model) = (0, default);

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
