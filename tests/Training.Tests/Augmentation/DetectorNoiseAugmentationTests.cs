using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Training.Augmentation;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Augmentation;

public sealed class DetectorNoiseAugmentationTests
{
    private static readonly int Elbow = Skeletons.H36m17.IndexOf("RElbow"),
        Wrist = Skeletons.H36m17.IndexOf("RWrist");

    [Fact]
    public void Detector_noise_averages_1_to_3_percent_of_the_size_of_the_person()
    {
        var errors = Off(new DetectorNoiseSettings())
            .SelectMany(sample => sample.Off.Select(off => Math.Sqrt((off.X * off.X) + (off.Y * off.Y)) / sample.Extent));
        Assert.InRange(errors.Average(), 0.01, 0.03);
    }

    [Theory]
    [InlineData(0, -0.1, 0.1)]
    [InlineData(0.6, 0.45, 0.75)]
    public void Detector_noise_within_a_limb_is_correlated_by_the_requested_share(float shared, double least, double most)
    {
        // No outliers and one size only, so that only the correlation remains.
        var errors = Off(new DetectorNoiseSettings(MinDeviation: 0.02f, MaxDeviation: 0.02f, OutlierShare: 0, LimbCorrelation: shared)).ToList();
        double Mean(Func<(double X, double Y)[], double> of) => errors.Average(sample => of(sample.Off) / sample.Extent / sample.Extent);
        var correlation =
            Mean(off => off[Elbow].X * off[Wrist].X) / Math.Sqrt(Mean(off => off[Elbow].X * off[Elbow].X) * Mean(off => off[Wrist].X * off[Wrist].X));
        Assert.InRange(correlation, least, most);
    }

    [Fact]
    public void Detector_noise_swaps_both_arms_or_both_legs()
    {
        var (generator, arms) = (Recording.Maker(AugmentationSettings.None), 0);
        for (var place = 0; place < 100; place++)
        {
            var (sample, random) = (new TrainingSample(), new SampleRandom(1, 0, (ulong)place));
            generator.MakeClean(place, sample, ref random);
            var before = sample.Keypoints.ToArray();
            DetectorNoiseAugmentation.Apply(
                sample,
                new DetectorNoiseSettings(MinDeviation: 1e-6f, MaxDeviation: 1e-6f, OutlierShare: 0, SwappedShare: 1),
                ref random
            );
            bool Swapped(string joint)
            {
                var there = Skeletons.H36m17.IndexOf("L" + joint);
                return Math.Abs(sample.Keypoints[3 * Skeletons.H36m17.IndexOf("R" + joint)] - before[3 * there]) < 1;
            }

            Assert.True(Swapped("Wrist") || Swapped("Foot"));
            Assert.Equal(Swapped("Wrist"), Swapped("Elbow"));
            arms += Swapped("Wrist") ? 1 : 0;
        }
        Assert.InRange(arms, 20, 80);
    }

    [Fact]
    public void Detector_noise_with_tails_has_more_joints_far_off_for_the_same_median()
    {
        double FarOff(float tails)
        {
            var errors = Off(new DetectorNoiseSettings(0.01f, 0.01f, OutlierShare: 0, TailDeviation: tails))
                .SelectMany(sample => sample.Off.Select(off => Math.Sqrt((off.X * off.X) + (off.Y * off.Y)) / sample.Extent))
                .Order()
                .ToList();
            return errors.Count(error => error > 4 * errors[errors.Count / 2]) / (double)errors.Count;
        }

        Assert.True(FarOff(0.8f) > 5 * FarOff(0) + 0.01, $"{FarOff(0.8f)} and {FarOff(0)}");
    }

    [Fact]
    public void Detector_noise_misses_one_limb_as_a_whole()
    {
        var whole = 0;
        foreach (var (extent, off) in Off(new DetectorNoiseSettings(1e-6f, 1e-6f, OutlierShare: 0, MissedShare: 1)))
        {
            var moved = Skeletons.H36m17.Joints.Where((_, joint) => Math.Abs(off[joint].X) + Math.Abs(off[joint].Y) > 0.02 * extent).ToList();
            // An arm or a leg has two joints beyond the trunk. Where both limbs lie on each other in the image, nothing moves.
            Assert.InRange(moved.Count, 0, 2);
            whole += moved.Count == 2 && moved[0][0] == moved[1][0] ? 1 : 0;
        }
        Assert.InRange(whole, 400, 600);
    }

    private static IEnumerable<(float Extent, (double X, double Y)[] Off)> Off(DetectorNoiseSettings errors)
    {
        var (generator, sample) = (Recording.Maker(AugmentationSettings.None), new TrainingSample());
        for (var place = 0; place < 600; place++)
        {
            var random = new SampleRandom(1, 0, (ulong)place);
            generator.MakeClean(place, sample, ref random);
            var (extent, before) = (sample.Extent(), sample.Keypoints.ToArray());
            DetectorNoiseAugmentation.Apply(sample, errors, ref random);
            yield return (
                extent,
                [
                    .. Enumerable
                        .Range(0, TrainingSample.Joints)
                        .Select(joint =>
                            ((double)(sample.Keypoints[3 * joint] - before[3 * joint]), (double)(sample.Keypoints[(3 * joint) + 1] - before[(3 * joint) + 1]))
                        ),
                ]
            );
        }
    }
}
