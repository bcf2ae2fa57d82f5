namespace StreamLift.Poses.Scoring.People;

/// <summary>Sums of the errors of matched people.</summary>
internal sealed class ErrorSums
{
    private double _absolute;
    private double _relative;
    private double _step;
    private long _steps;

    /// <summary>The number of people added.</summary>
    public long Count { get; private set; }

    /// <summary>The mean distance of the joints in the world, mm.</summary>
    public double Absolute => _absolute / Count;

    /// <summary>The mean distance of the joints relative to the hip, mm.</summary>
    public double Relative => _relative / Count;

    /// <summary>The mean distance of the joints' steps from one instant to the next, mm: what jitter adds.</summary>
    public double Step => _step / _steps;

    /// <summary>Adds a person.</summary>
    public void Add(float[] found, float[] truth)
    {
        _absolute += PoseError.Mpjpe(found, truth);
        _relative += Joints.RelativeToHip(found, truth);
        Count++;
    }

    /// <summary>Adds the step of a person between two instants.</summary>
    public void AddStep(float[] before, float[] after, float[] trueBefore, float[] trueAfter)
    {
        double sum = 0;
        for (var i = 0; i < after.Length; i += 3)
        {
            var (x, y, z) = (Of(i), Of(i + 1), Of(i + 2));
            sum += Math.Sqrt((x * x) + (y * y) + (z * z));
        }
        _step += sum / (after.Length / 3);
        _steps++;

        double Of(int i) => (double)after[i] - before[i] - (trueAfter[i] - (double)trueBefore[i]);
    }
}

/// <summary>Sums of the joints of one source.</summary>
internal sealed class SourceSums
{
    private double _distance;

    /// <summary>The number of joints.</summary>
    public long Joints { get; private set; }

    /// <summary>The number of coordinates whose error is at most the joint's sigma.</summary>
    public long Within { get; private set; }

    /// <summary>The mean distance, mm.</summary>
    public double Error => _distance / Joints;

    /// <summary>The share of coordinates whose error is at most the joint's sigma.</summary>
    public double WithinShare => Within / (3.0 * Joints);

    /// <summary>Adds a joint.</summary>
    public void Add(FoundPerson found, TruePerson truth, int joint)
    {
        _distance += People.Joints.Distance(found.Joints, joint, truth.Joints, joint);
        for (var i = 3 * joint; i < (3 * joint) + 3; i++)
            Within += Math.Abs(found.Joints[i] - (double)truth.Joints[i]) <= found.Sigma[joint] ? 1 : 0;
        Joints++;
    }
}
