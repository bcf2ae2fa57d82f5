using StreamLift.Datasets;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Poses.Scoring;
using StreamLift.Training.Commands;
using StreamLift.Training.Learning;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Scoring;

/// <summary>Measures a model file on recorded motion. It computes features and poses in the same way as the service.</summary>
internal sealed class Scorer(LifterModel model, Skeleton? layout, float noise)
{
    // A fixed seed: every model gets the same noise.
    private const ulong NoiseSeed = 20170508;
    private const int Rows = 1024;

    private readonly RequiredJoints _required = new(model.Card);
    private readonly float[] _input = new float[Rows * model.InputWidth];
    private readonly float[] _output = new float[Rows * Skeletons.PoseWidth];
    private readonly float[] _sigma = model.Card.Sigma is null ? [] : new float[Rows * TrainingSample.Joints];
    private readonly int[] _frames = new int[Rows];
    private readonly CameraRotation[] _rotations = new CameraRotation[Rows];
    private readonly float[] _previousPose = new float[Skeletons.PoseWidth];
    private readonly float[] _previousTruth = new float[Skeletons.PoseWidth];
    private (int Sequence, int Frame) _last = (-1, -1);

    /// <summary>Compares other forms of the model on the same rows. Null: none.</summary>
    public ModelParity? Parity { get; init; }

    /// <summary>
    /// The number of visible joints that are hidden at random. The joints are the same for every model. A larger number hides the same joints and
    /// more.
    /// </summary>
    public int HiddenJoints { get; init; }

    /// <summary>The joints, by name in the keypoints' layout, that are hidden in every frame.</summary>
    public IReadOnlyList<string> Hide { get; init; } = [];

    /// <summary>Adds the errors of a detector to the keypoints of the data. Null: they stay as they are.</summary>
    public SimulatedDetector? Detector { get; init; }

    /// <summary>Receives the errors by predicted sigma. Null: not needed.</summary>
    public SigmaTable? Sigma { get; init; }

    /// <summary>Measures all sequences.</summary>
    public ScoreTable Measure(IReadOnlyList<Sequence> sequences)
    {
        var table = new ScoreTable();
        Measure(sequences, table);
        return table;
    }

    /// <summary>
    /// Adds the sequences of one action, or all, to a table. Noise and hidden joints depend on a sequence's index among all sequences, so they are
    /// the same for any choice of actions.
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
        int[] hidden = [.. Hide.Select((layout ?? sequence.Layout).IndexOf)];
        for (var frame = first; frame < Math.Min(sequence.Frames, first + Rows); frame++)
        {
            ReadKeypoints(sequence, frame, (ulong)number, keypoints);
            foreach (var joint in hidden)
                keypoints.AsSpan(3 * joint, 3).Clear();
            var row = _input.AsSpan(rows * model.InputWidth, model.InputWidth);
            if (FeatureRows.WriteInput(model, _required, layout ?? sequence.Layout, keypoints, sequence.Camera, row, out _rotations[rows]) == Shortage.None)
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
                _rotations[row].Undo(pose);
            table.Add(sequence.Action, pose, truth);
            Sigma?.Add(_sigma.AsSpan(row * TrainingSample.Joints, TrainingSample.Joints), pose, truth);
            if (_last == (number, _frames[row] - 1))
                table.AddStep(sequence.Action, _previousPose, pose, _previousTruth, truth);
            pose.CopyTo(_previousPose);
            truth.CopyTo(_previousTruth);
            _last = (number, _frames[row]);
        }
    }

    // Joints are drawn one after the other, so that a larger number hides the same joints and more.
    private void HideAtRandom(Span<float> keypoints, SampleRandom random)
    {
        var seen = new List<int>();
        for (var i = 0; i < keypoints.Length; i += 3)
            if (keypoints[i + 2] > 0)
                seen.Add(i);
        for (var hidden = 0; hidden < HiddenJoints && seen.Count > 0; hidden++)
        {
            var drawn = random.Below(seen.Count);
            keypoints[seen[drawn] + 2] = 0;
            seen.RemoveAt(drawn);
        }
    }

    private void ReadKeypoints(Sequence sequence, int frame, ulong number, Span<float> keypoints)
    {
        Span<float> detected = stackalloc float[Detector is null ? 0 : 3 * sequence.Layout.Count];
        if (Detector is not null)
        {
            sequence.Keypoints(frame).CopyTo(detected);
            Detector.Apply(sequence, number, frame, detected);
        }
        var given = Detector is null ? sequence.Keypoints(frame) : detected;
        if (layout is null)
            given.CopyTo(keypoints);
        else
            SkeletonCatalogue.BuiltIn.Map(sequence.Layout, layout).Apply(given, keypoints);
        if (HiddenJoints > 0)
            HideAtRandom(keypoints, new SampleRandom(NoiseSeed + 1, number, (ulong)frame));
        if (noise == 0)
            return;
        var random = new SampleRandom(NoiseSeed, number, (ulong)frame);
        for (var i = 0; i < keypoints.Length; i += 3)
            if (keypoints[i + 2] > 0)
                (keypoints[i], keypoints[i + 1]) = (keypoints[i] + (noise * random.Normal()), keypoints[i + 1] + (noise * random.Normal()));
    }
}
