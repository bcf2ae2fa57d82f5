using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Other bodies doing the same: each bone's length varied, left as right, and the whole. Five training subjects are learnt by
/// heart otherwise: on Human3.6M the shape then improves by 0.7 mm (protocol 2).
/// </summary>
internal static class BodyShapeVariation
{
    // Parents before children, so that a bone is laid on where its parent already lies.
    private static readonly int[] Order = [.. Enumerable.Range(0, TrainingSample.Joints).OrderBy(Depth)];

    /// <param name="world">51 numbers, varied in place; the hip stays where it is.</param>
    /// <param name="bone">Deviation of a bone's length, a share of it.</param>
    /// <param name="whole">Of the whole body's.</param>
    public static void Apply(Span<float> world, float bone, float whole, ref SampleRandom random)
    {
        var skeleton = Skeletons.H36m17;
        Span<float> factors = stackalloc float[TrainingSample.Joints];
        var size = 1 + (whole * random.Normal());
        for (var joint = 0; joint < factors.Length; joint++)
            factors[joint] = skeleton.Mirror[joint] < joint ? factors[skeleton.Mirror[joint]] : size * (1 + (bone * random.Normal()));
        Span<float> original = stackalloc float[world.Length];
        world.CopyTo(original);
        foreach (var joint in Order)
            if (skeleton.Parents[joint] is var parent and >= 0)
                for (var axis = 0; axis < 3; axis++)
                    world[(3 * joint) + axis] = world[(3 * parent) + axis] + (factors[joint] * (original[(3 * joint) + axis] - original[(3 * parent) + axis]));
    }

    private static int Depth(int joint) => Skeletons.H36m17.Parents[joint] is var parent and >= 0 ? 1 + Depth(parent) : 0;
}
