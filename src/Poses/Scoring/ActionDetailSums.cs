using StreamLift.Poses.Layouts;

namespace StreamLift.Poses.Scoring;

/// <summary>Sums over the frames of one action, for its <see cref="ActionDetails"/>.</summary>
internal sealed class ActionDetailSums
{
    private const int Numbers = Skeletons.PoseWidth;

    private readonly double[] _joints = new double[Numbers / 3];
    private readonly long[] _within = new long[(ActionDetails.MostMm / ActionDetails.StepMm) + 1];
    private double _scaled;
    private double _velocity;
    private int _frames;
    private int _steps;

    /// <summary>Adds a frame; ignores poses of other layouts.</summary>
    public void Add(ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        if (predicted.Length != Numbers)
            return;
        _frames++;
        _scaled += PoseError.ScaledMpjpe(predicted, truth);
        for (var joint = 0; joint < _joints.Length; joint++)
        {
            var distance = PoseError.Mpjpe(predicted.Slice(3 * joint, 3), truth.Slice(3 * joint, 3));
            _joints[joint] += distance;
            // The error of the root is 0 by definition and would raise the share.
            if (joint > 0 && distance <= ActionDetails.MostMm)
                _within[(int)Math.Ceiling(distance / ActionDetails.StepMm)]++;
        }
    }

    /// <summary>Adds the step between two consecutive frames.</summary>
    public void AddStep(ReadOnlySpan<float> before, ReadOnlySpan<float> after, ReadOnlySpan<float> trueBefore, ReadOnlySpan<float> trueAfter)
    {
        Span<float> step = stackalloc float[after.Length],
            trueStep = stackalloc float[after.Length];
        for (var i = 0; i < step.Length; i++)
            (step[i], trueStep[i]) = (after[i] - before[i], trueAfter[i] - trueBefore[i]);
        _velocity += PoseError.Mpjpe(step, trueStep);
        _steps++;
    }

    public ActionDetails Finish()
    {
        var curve = new double[_within.Length];
        long within = 0;
        for (var limit = 0; limit < curve.Length; limit++)
            curve[limit] = 100.0 * (within += _within[limit]) / (_frames * (_joints.Length - 1.0));
        return new ActionDetails(
            _joints.Skip(1).Sum() / _frames / (_joints.Length - 1),
            _scaled / _frames,
            _steps == 0 ? double.NaN : _velocity / _steps,
            curve[^1],
            curve.Average(),
            [.. _joints.Select(sum => sum / _frames)],
            curve
        );
    }
}
