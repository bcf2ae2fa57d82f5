using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests;

public sealed class RecordedMotionTests : IDisposable
{
    private static readonly SyntheticTake[] Takes =
    [
        new("S1", "Climbing", 50, seed: 1),
        new("S9", "Walking", 40, seed: 2),
        new("S9", "Walking 1", 25, seed: 3),
        new("S11", "Running", 31, seed: 4),
    ];

    private readonly TemporaryFolder _folder = new();

    private static string Npz => Path.Combine(SharedData.Cmu, "data_3d_cmu.npz");

    private static string Authors => Path.Combine(SharedData.Cmu, "cmu36m");

    public void Dispose() => _folder.Dispose();

    [CmuFact]
    public void NPZ_file_of_CMU_motion_holds_99_takes_of_23346_frames_for_4_cameras()
    {
        var data = Open(Npz);
        Assert.Equal(4 * 99, data.Sequences.Count);
        Assert.Equal(4 * 23_346, data.Sequences.Sum(s => s.Frames));
        Assert.Empty(data.Notes);
        Assert.Equal(["S1", "S5", "S6", "S7", "S8", "S9", "S11"], data.Sequences.Select(s => s.Subject).Distinct());
        Assert.Contains(data.Sequences, s => s.Stream == "S7/Walking 1/54138969");
    }

    [CmuFact]
    public void The_recorded_authors_folder_gives_the_same_sequences_as_the_npz() => Same(Npz, Authors);

    [Fact]
    public void An_authors_folder_gives_the_same_sequences_as_an_npz() =>
        Same(SyntheticRecording.Npz(_folder.File("data_3d_a.npz"), Takes), SyntheticRecording.Authors(Path.Combine(_folder.Path, "authors"), Takes));

    private static void Same(string first, string second)
    {
        var (npz, authors) = (Open(first), Open(second));
        Assert.Empty(authors.Notes);
        Assert.Equal(npz.Sequences.Select(s => (s.Stream, s.Frames)), authors.Sequences.Select(s => (s.Stream, s.Frames)));
        foreach (var (a, b) in npz.Sequences.Zip(authors.Sequences))
            for (var frame = 0; frame < a.Frames; frame++)
            {
                AssertClose(a.World(frame), b.World(frame), 0.01f, a.Stream);
                AssertClose(a.Pose(frame), b.Pose(frame), 0.01f, a.Stream);
                AssertClose(a.Keypoints(frame), b.Keypoints(frame), 0.01f, a.Stream);
            }
    }

    [CmuFact]
    public void Projecting_the_truth_gives_the_pixels_that_VideoPose3D_projected()
    {
        var (own, theirs) = (Open(Npz), Open(Npz, Path.Combine(SharedData.Cmu, "data_2d_cmu_gt.npz")));
        Assert.Empty(theirs.Notes);
        Assert.Same(Skeletons.H36m17, theirs.Sequences[0].Layout);
        foreach (var (a, b) in own.Sequences.Zip(theirs.Sequences))
            for (var frame = 0; frame < a.Frames; frame++)
                AssertClose(a.Keypoints(frame), b.Keypoints(frame), 0.01f, a.Stream);
    }

    [CmuFact]
    public void Stacked_Hourglass_detections_keep_their_own_joint_order_and_lie_near_the_truth()
    {
        var (truth, detected) = (Open(Authors, "gt", "S9"), Open(Authors, "sh", "S9"));
        Assert.Same(Skeletons.Hourglass16, detected.Sequences[0].Layout);
        var map = SkeletonCatalogue.BuiltIn.Map(Skeletons.H36m17, Skeletons.Hourglass16);
        var (expected, sum, count) = (new float[48], 0.0, 0);
        var of = truth.Sequences.ToDictionary(s => s.Stream);
        foreach (var sequence in detected.Sequences)
            for (var frame = 0; frame < sequence.Frames; frame++)
            {
                map.Apply(of[sequence.Stream].Keypoints(frame), expected);
                var seen = sequence.Keypoints(frame);
                for (var i = 0; i < 48; i += 3)
                    (sum, count) = (sum + Math.Sqrt(Math.Pow(seen[i] - expected[i], 2) + Math.Pow(seen[i + 1] - expected[i + 1], 2)), count + 1);
            }
        // A wrong order of joints gives errors of about 100 px. The noise of these detections is about 10 px.
        Assert.InRange(sum / count, 1, 20);
    }

    [CmuFact]
    public void NPZ_file_written_by_NumPy_2_holds_the_same_world_poses()
    {
        var all = Open(Npz, "gt", "S9").Sequences.ToDictionary(s => s.Stream);
        var part = Open(Path.Combine(SharedData.Cmu, "data_3d_cmu_numpy2.npz"));
        foreach (var sequence in part.Sequences)
        {
            Assert.Equal(all[sequence.Stream].Frames, sequence.Frames);
            for (var frame = 0; frame < sequence.Frames; frame++)
                Assert.True(sequence.World(frame).SequenceEqual(all[sequence.Stream].World(frame)));
        }
    }

    [Fact]
    public void Folder_with_several_datasets_is_refused_listing_all_of_them()
    {
        SyntheticRecording.Npz(_folder.File("data_3d_a.npz"), Takes);
        SyntheticRecording.Npz(_folder.File("data_3d_b.npz"), Takes);
        SyntheticRecording.Authors(Path.Combine(_folder.Path, "authors"), Takes);
        File.WriteAllText(_folder.File(Path.Combine("bvh", "7_walk.bvh")), Bvh.BvhRecordingsTests.Person("{0}", 1, frames: 2));
        var problem = Assert.Throws<ConfigurationException>(() => Open(_folder.Path));
        Assert.Contains(problem.Problems, p => p.Contains("data_3d_a.npz"));
        Assert.Contains(problem.Problems, p => p.Contains("data_3d_b.npz"));
        Assert.Contains(problem.Problems, p => p.Contains("authors"));
        Assert.Contains(problem.Problems, p => p.Contains("bvh"));
        Assert.All(problem.Problems, p => Assert.DoesNotContain('\n', p));
    }

    [Fact]
    public void Unknown_subject_is_refused_listing_the_available_subjects()
    {
        var npz = SyntheticRecording.Npz(_folder.File("data_3d_a.npz"), Takes);
        var problem = Assert.Throws<ConfigurationException>(() => Open(npz, "gt", "S9", "S12"));
        Assert.Contains("S12", Assert.Single(problem.Problems));
        Assert.Contains("S1, S9, S11", problem.Problems[0]);
    }

    private static LoadedDataset Open(string path, string detections = "gt", params string[] subjects) =>
        Dataset.Open(
            new DatasetOptions
            {
                Path = path,
                Detections = detections,
                Subjects = subjects.Length == 0 ? null : subjects,
            }
        );

    private static void AssertClose(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float tolerance, string what)
    {
        Assert.Equal(a.Length, b.Length);
        for (var i = 0; i < a.Length; i++)
            if (!(Math.Abs(a[i] - b[i]) <= tolerance))
                Assert.Fail($"{what}: {a[i]} and {b[i]}");
    }
}
