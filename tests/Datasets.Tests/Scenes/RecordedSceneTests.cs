using System.Numerics;
using StreamLift.Datasets.Scenes;
using StreamLift.Datasets.Synthetic;
using StreamLift.Poses;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Tests.Scenes;

public class RecordedSceneTests
{
    private static readonly IReadOnlyList<Sequence> Takes =
    [
        .. SyntheticDataset.Record(new SyntheticOptions { Seconds = 8 }).Sequences.Where(sequence => sequence.Camera.Name == "camera-1"),
    ];

    [Fact]
    public void Recorded_people_keep_their_motion_and_are_moved_apart()
    {
        var scene = PeopleScene.Recorded(Takes, 30, null, 4, new SceneOptions { Rate = 30 });
        Assert.Equal(3, scene.People);
        Assert.Equal(239 / 30.0, scene.Options.Seconds, 6);
        var poses = Enumerable.Range(0, 3).Select(_ => new float[51]).ToArray();
        for (var frame = 0; frame < 239; frame++)
        {
            for (var person = 0; person < 3; person++)
            {
                scene.World(person, 1000 * frame / 30.0, poses[person]);
                Assert.Equal(Distances(Takes[person].World(frame).ToArray()), Distances(poses[person]), (a, b) => Math.Abs(a - b) < 0.1);
                Assert.Equal(Takes[person].World(frame)[2], poses[person][2]);
            }
            for (var a = 0; a < 3; a++)
            for (var b = a + 1; b < 3; b++)
                Assert.True(Vector2.Distance(new(poses[a]), new(poses[b])) > 500);
        }
    }

    [Fact]
    public void Recorded_people_stay_where_the_cameras_of_Human36M_look()
    {
        Camera[] cameras = [.. Human36mCameras.Serials.Select(serial => Human36mCameras.Find("S9", serial)!)];
        var scene = PeopleScene.Recorded(Takes, 30, cameras, 0, new SceneOptions { Rate = 30, NoisePixels = 0 });
        Assert.Equal("people/54138969", scene.Stream(0));
        var (frame, joints) = (new SceneFrame(), 0);
        for (var place = 0; place < 230; place += 10)
        for (var camera = 0; camera < 4; camera++)
        {
            scene.Detect(camera, place, frame);
            for (var i = 0; i < frame.Count; i++)
                joints += WalkingSceneTests.Joints(frame, i);
        }
        Assert.True(joints > 0.9 * 23 * 4 * 3 * 17, $"{joints} of {23 * 4 * 3 * 17}");
    }

    [Fact]
    public void Recorded_people_may_be_filmed_at_another_rate_than_they_were_recorded_at()
    {
        var scene = PeopleScene.Recorded(Takes, 30, null, 2, new SceneOptions { Rate = 50, Seconds = 4 });
        Assert.Equal(200, scene.Cameras[1].Frames);
        var (before, pose) = (new float[51], new float[51]);
        for (var ms = 0.0; ms < 4000; ms += 20)
        {
            scene.World(0, ms, pose);
            if (ms > 0)
                Assert.InRange(pose.Zip(before, (a, b) => Math.Abs(a - b)).Max(), 0, 140);
            pose.CopyTo(before, 0);
        }
    }

    [Fact]
    public void Recorded_people_are_apart_at_the_end_of_a_short_scene_too()
    {
        var poses = Enumerable.Range(0, 3).Select(_ => new float[51]).ToArray();
        for (var seed = 1; seed <= 300; seed++)
        {
            var scene = PeopleScene.Recorded(Takes, 30, null, 4, new SceneOptions { Seconds = 0.19, Seed = seed });
            for (var person = 0; person < 3; person++)
                scene.World(person, 100, poses[person]);
            for (var a = 0; a < 3; a++)
            for (var b = a + 1; b < 3; b++)
                Assert.True(Vector2.Distance(new(poses[a]), new(poses[b])) > 599.9, $"seed {seed}");
        }
    }

    private static List<float> Distances(float[] pose) =>
        [.. Enumerable.Range(1, 16).Select(j => Vector3.Distance(new(pose.AsSpan(3 * j)), new(pose.AsSpan(3 * Skeletons.H36m17.Parents[j]))))];
}
