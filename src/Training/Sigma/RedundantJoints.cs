using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Sigma;

/// <summary>
/// How exact keypoints are can be seen where they are redundant: the hip lies between the hips, the thorax between the shoulders, the spine on the line
/// from hip to thorax. A detector that sees each of them for itself misses that by as much as it misses any joint. The sigma head gets these six
/// differences (three joints, x and y), because it could not learn them: they are a hundredth of what the features differ between people.
/// </summary>
internal static class RedundantJoints
{
    /// <summary>The number of differences.</summary>
    public const int Count = 6;

    /// <summary>Each difference is made of four ReLU units: above and below 0, and above and below the limit.</summary>
    public const int Units = 4 * Count;

    // A difference is limited, so that a joint that is far off does not make sigma infinite. The unit is 2 % of the spread of the thorax over all samples.
    private const float Limit = 4;
    private const float Unit = 0.02f;

    // Larger than any difference: with a joint that was not seen, the units stay 0.
    private const float Unseen = 1000;

    private static readonly (int Joint, (int Joint, float Share)[] From)[] Rules =
    [
        (At("Hip"), [(At("RHip"), 0.5f), (At("LHip"), 0.5f)]),
        (At("Thorax"), [(At("RShoulder"), 0.5f), (At("LShoulder"), 0.5f)]),
        (At("Spine"), [(At("Hip"), 0.53f), (At("Thorax"), 0.47f)]),
    ];

    /// <summary>Whether features say which joints were seen, without which there are no differences.</summary>
    /// <param name="inputs">The number of features of a person.</param>
    public static bool IsKnown(int inputs) => inputs == 3 * TrainingSample.Joints;

    /// <summary>The layer that makes the units of standardized features.</summary>
    /// <returns>The weights, <see cref="Units"/> × features, and the bias.</returns>
    public static (float[] Weights, float[] Bias) Layer(Normalization normalization)
    {
        var width = normalization.InputWidth;
        var (weights, bias) = (new float[Units * width], new float[Units]);
        for (var unit = 0; unit < Units; unit++)
        {
            var (joint, from) = Rules[unit / 8];
            var axis = unit / 4 % 2;
            var (sign, limit) = (unit % 2 == 0 ? 1f : -1f, unit % 4 < 2 ? 0 : Limit);
            var gain = sign / (Unit * normalization.InputDeviation[(3 * At("Thorax")) + axis]);
            bias[unit] = -limit;
            foreach (var (at, share) in from.Select(part => (part.Joint, -part.Share)).Prepend((joint, 1)))
            {
                var column = (3 * at) + axis;
                weights[(unit * width) + column] = gain * share * normalization.InputDeviation[column];
                bias[unit] += gain * share * normalization.InputMean[column];
                weights[(unit * width) + (3 * at) + 2] = Unseen;
                bias[unit] -= Unseen;
            }
        }
        return (weights, bias);
    }

    /// <summary>The matrix that makes the differences of the units, <see cref="Count"/> × <see cref="Units"/>: 0 to the limit, whatever their sign.</summary>
    public static float[] Sums()
    {
        var sums = new float[Count * Units];
        for (var unit = 0; unit < Units; unit++)
            sums[(unit / 4 * Units) + unit] = unit % 4 < 2 ? 1 : -1;
        return sums;
    }

    private static int At(string joint) => Skeletons.H36m17.IndexOf(joint);
}
