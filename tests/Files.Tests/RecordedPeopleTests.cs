using System.Numerics;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Files.Tests;

/// <summary>Bones of people who were recorded: how far they take the joints from the poses.</summary>
public sealed class RecordedPeopleTests : IDisposable
{
    private const double Allowed = 5; // mm
    private const double AllowedOfHead = 6; // the mean: a neck that is bent or stretched is one bone as long as before

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact("data/motion/data_3d_free.npz")]
    public void Bones_of_recorded_people_take_the_limbs_at_most_5_mm_from_their_poses()
    {
        var path = Path.Combine(SharedData.Root, "data", "motion", "data_3d_free.npz");
        // every sixth take of subjects with limbs of fixed lengths; their thorax, between the shoulders, moves against back and head (its README)
        var takes = MotionInput
            .Open(path, new ReadOptions { Rate = 12.5, Subjects = ["cmu-01", "cmu-05", "cmu-14", "cmu-49", "cmu-135"] })
            .Where((_, place) => place % 6 == 0)
            .ToList();
        var off = new List<double>[17];
        for (var joint = 0; joint < off.Length; joint++)
            off[joint] = [];
        foreach (var (place, take) in takes.Index())
        {
            MadePeople.Write(_folder.File($"{place}.bvh"), take.Instants, new RecordingInfo { Rate = take.Rate });
            var read = MotionInput.Open(_folder.File($"{place}_P0.bvh"), new ReadOptions())[0].Instants;
            foreach (var (recorded, bones) in take.Instants.Zip(read))
                for (var joint = 0; joint < off.Length; joint++)
                    off[joint].Add(Distance(recorded[0].Joints, bones[0].Joints, joint));
        }
        for (var joint = 0; joint < off.Length; joint++)
            TestContext.Current.SendDiagnosticMessage(
                $"{Skeletons.H36m17.Joints[joint]}: mean {off[joint].Average():0.00}, p99 {Quantile(off[joint], 0.99):0.0}, largest {off[joint].Max():0.0} mm"
            );
        Assert.True(takes.Count > 10);
        foreach (var joint in (IEnumerable<int>)[.. Enumerable.Range(0, 7), .. Enumerable.Range(11, 6)])
            Assert.InRange(Quantile(off[joint], 0.99), 0, Allowed);
        foreach (var joint in Skeletons.H36m17.Joints.Where(joint => joint is not ("Neck/Nose" or "Head")))
            Assert.InRange(off[Skeletons.H36m17.IndexOf(joint)].Average(), 0, Allowed);
        Assert.InRange(off[^7].Average(), 0, AllowedOfHead);
    }

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt((int)(share * (values.Count - 1)));

    private static double Distance(float[] a, float[] b, int joint) =>
        Vector3.Distance(new Vector3(a.AsSpan(3 * joint, 3)), new Vector3(b.AsSpan(3 * joint, 3)));

    [SharedFact("data/motion/data_3d_free.npz")]
    public void Recording_without_a_frame_rate_is_refused_with_the_option()
    {
        var path = Path.Combine(SharedData.Root, "data", "motion", "data_3d_free.npz");
        var problem = Assert.Throws<ConfigurationException>(() => MotionInput.Open(path, new ReadOptions { Subjects = ["cmu-05"] }));
        Assert.Equal($"{path} has no frame rate: --rate HZ says it", Assert.Single(problem.Problems));
    }

    [SharedFact("samples/exports/pose2sim-P1.trc")]
    public void Markers_of_Pose2Sim_are_read_by_their_names()
    {
        var path = Path.Combine(SharedData.Root, "samples", "exports", "pose2sim-P1.trc");
        var recording = Assert.Single(MotionInput.Open(path, new ReadOptions()));
        Assert.Equal((60.0, 10), (recording.Rate!.Value, recording.Instants.Count()));
        MadePeople.Write(_folder.File("p1.glb"), recording.Instants, new RecordingInfo { Rate = recording.Rate });
        Assert.Equal(10, MotionInput.Open(_folder.File("p1.glb"), new ReadOptions())[0].Instants.Count());
    }
}
