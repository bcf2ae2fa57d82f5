using StreamLift.Datasets;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Commands;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>Measures a model file on recorded motion, frame by frame as the service would lift it.</summary>
internal sealed class Scorer(LifterModel model, Skeleton? layout, float noise)
{
    // Any fixed number: the same noise for every model.
    private const ulong NoiseSeed = 20170508;
    private const int Rows = 1024;

    private readonly float[] _fill = [.. model.Card.MissingFill];
    private readonly float[] _input = new float[Rows * Normalization.InputWidth];
    private readonly float[] _output = new float[Rows * Skeletons.PoseWidth];
    private readonly float[] _sigma = model.Card.Sigma is null ? [] : new float[Rows * TrainingSample.Joints];
    private readonly int[] _frames = new int[Rows];
    private readonly CameraRotation[] _turns = new CameraRotation[Rows];
    private readonly float[] _before = new float[Skeletons.PoseWidth];
    private readonly float[] _trueBefore = new float[Skeletons.PoseWidth];
    private (int Sequence, int Frame) _last = (-1, -1);

    /// <summary>Sees what is measured; null: nobody does.</summary>
    public ModelParity? Parity { get; init; }

    /// <summary>How many of the joints seen are hidden, at random: the same ones for every model, and with more hidden those as well.</summary>
    public int HiddenJoints { get; init; }

    /// <summary>Takes errors by predicted sigma, of a model that gives one; null: nobody does.</summary>
    public SigmaTable? Sigma { get; init; }

    /// <summary>A table of all of them.</summary>
    public ScoreTable Measure(IReadOnlyList<Sequence> sequences)
    {
        var table = new ScoreTable();
        Measure(sequences, table);
        return table;
    }

    /// <summary>
    /// Adds those of one action to a table, or all. Noise and hidden joints go by a sequence's place among all of them, whichever are measured.
    /// </summary>
    public void Measure(IReadOnlyList<Sequence> sequences, ScoreTable table, string? action = null)
    {
        for (var i = 0; i < sequences.Count; i++)
        for (var first = 0; first < sequences[i].Frames && (action is null || ScoreTable.ActionOf(sequences[i].Action) == action); first += Rows)
            Add(table, sequences[i], i, first);
    }

    private void Add(ScoreTable table, Sequence sequence, int number, int first)
    {
        var rows = 0;
        var keypoints = new float[3 * (layout ?? sequence.Layout).Count];
        for (var frame = first; frame < Math.Min(sequence.Frames, first + Rows); frame++)
        {
            ReadKeypoints(sequence, frame, (ulong)number, keypoints);
            var row = _input.AsSpan(rows * Normalization.InputWidth, Normalization.InputWidth);
            if (
                FeatureRows.WriteInput(model.Features, layout ?? sequence.Layout, keypoints, sequence.Camera, _fill, row, out _turns[rows])
                >= model.Card.MinimumJoints
            )
                _frames[rows++] = frame;
            else
                table.Missing(sequence.Action);
        }
        model.Run(_input, rows, _output, _sigma);
        Parity?.Add(_input, rows);
        Span<float> truth = stackalloc float[Skeletons.PoseWidth];
        for (var row = 0; row < rows; row++)
        {
            FeatureRows.WriteTruth(sequence, _frames[row], truth);
            var pose = _output.AsSpan(row * truth.Length, truth.Length);
            if (model.Features.RotatesPose)
                _turns[row].Undo(pose);
            table.Add(sequence.Action, pose, truth);
            Sigma?.Add(_sigma.AsSpan(row * TrainingSample.Joints, TrainingSample.Joints), pose, truth);
            if (_last == (number, _frames[row] - 1))
                table.AddStep(sequence.Action, _before, pose, _trueBefore, truth);
            pose.CopyTo(_before);
            truth.CopyTo(_trueBefore);
            _last = (number, _frames[row]);
        }
    }

    // By lot, one after the other: with one more hidden the others stay hidden.
    private void Hide(Span<float> keypoints, SampleRandom random)
    {
        var seen = new List<int>();
        for (var i = 0; i < keypoints.Length; i += 3)
            if (keypoints[i + 2] > 0)
                seen.Add(i);
        for (var hidden = 0; hidden < HiddenJoints && seen.Count > 0; hidden++)
        {
            var lot = random.Below(seen.Count);
            keypoints[seen[lot] + 2] = 0;
            seen.RemoveAt(lot);
        }
    }

    private void ReadKeypoints(Sequence sequence, int frame, ulong number, Span<float> keypoints)
    {
        if (layout is null)
            sequence.Keypoints(frame).CopyTo(keypoints);
        else
            SkeletonCatalogue.BuiltIn.Map(sequence.Layout, layout).Apply(sequence.Keypoints(frame), keypoints);
        if (HiddenJoints > 0)
            Hide(keypoints, new SampleRandom(NoiseSeed + 1, number, (ulong)frame));
        if (noise == 0)
            return;
        var random = new SampleRandom(NoiseSeed, number, (ulong)frame);
        for (var i = 0; i < keypoints.Length; i += 3)
            if (keypoints[i + 2] > 0)
                (keypoints[i], keypoints[i + 1]) = (keypoints[i] + (noise * random.Normal()), keypoints[i + 1] + (noise * random.Normal()));
    }
}
