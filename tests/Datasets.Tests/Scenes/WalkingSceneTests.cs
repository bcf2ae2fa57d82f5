using System.Numerics;
using StreamLift.Datasets.Scenes;
using StreamLift.Poses.Layouts;

namespace StreamLift.Datasets.Tests.Scenes;

public class WalkingSceneTests
{
    private const int Width = Skeletons.PoseWidth;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 3)]
    public void People_of_a_scene_are_never_inside_each_other(int people, int seed)
    {
        var scene = Scene(people, seed: seed);
        var poses = new float[people][];
        for (var ms = 0.0; ms < 60_000; ms += 40)
        {
            for (var person = 0; person < people; person++)
                scene.World(person, ms, poses[person] = new float[Width]);
            for (var a = 0; a < people; a++)
            for (var b = a + 1; b < people; b++)
                Assert.True(Nearest(poses[a], poses[b]) > 50, $"people {a} and {b} touch at {ms} ms");
        }
    }

    [Fact]
    public void People_of_a_scene_come_within_arm_reach_and_walk_past_each_other()
    {
        var scene = Scene(4);
        var (nearest, walked) = (double.MaxValue, 0.0);
        var (a, b, before) = (new float[Width], new float[Width], new float[Width]);
        scene.World(0, 0, before);
        for (var ms = 40.0; ms < 60_000; ms += 40)
        {
            scene.World(0, ms, a);
            scene.World(1, ms, b);
            nearest = Math.Min(nearest, Vector2.Distance(new(a), new(b)));
            walked += Vector2.Distance(new(a), new(before));
            a.CopyTo(before, 0);
        }
        Assert.InRange(nearest, 600, 900);
        Assert.InRange(walked, 15_000, 70_000);
    }

    [Fact]
    public void People_of_a_scene_keep_their_bones_and_differ_in_height()
    {
        var scene = Scene(4);
        var pose = new float[Width];
        var legs = new List<double>();
        for (var person = 0; person < 4; person++)
        {
            scene.World(person, 0, pose);
            legs.Add(Bone(pose, 2));
            for (var ms = 0.0; ms < 60_000; ms += 70)
            {
                scene.World(person, ms, pose);
                for (var joint = 1; joint < 17; joint++)
                    Assert.InRange(pose[3 * joint + 2], 60, 2500);
                Assert.Equal(legs[person], Bone(pose, 2), 0.1);
                Assert.InRange(Math.Min(pose[11], pose[20]), 60, 95);
            }
        }
        Assert.Equal(4, legs.Distinct().Count());
        Assert.True(legs.Max() - legs.Min() > 20);
    }

    [Fact]
    public void People_of_a_scene_move_without_a_jump_and_sit_down_now_and_then()
    {
        var scene = Scene(4);
        var (before, after) = (new float[Width], new float[Width]);
        var lowest = float.MaxValue;
        for (var person = 0; person < 4; person++)
        {
            scene.World(person, 0, before);
            for (var ms = 10.0; ms < 60_000; ms += 10)
            {
                scene.World(person, ms, after);
                Assert.InRange(after.Zip(before, (a, b) => Math.Abs(a - b)).Max(), 0, 70);
                lowest = Math.Min(lowest, after[2]);
                (before, after) = (after, before);
            }
        }
        Assert.InRange(lowest, 400, 650);
    }

    [Fact]
    public void Every_person_is_nearly_always_seen_by_several_of_four_cameras()
    {
        var scene = Scene(4, options => options with { NoisePixels = 0 });
        var (frame, seen, several) = (new SceneFrame(), 0, 0);
        for (var place = 0; place < 1800; place += 15)
        {
            var views = new int[4];
            for (var camera = 0; camera < 4; camera++)
            {
                scene.Detect(camera, place, frame);
                for (var i = 0; i < frame.Count; i++)
                    views[frame.Person(i)] += Joints(frame, i) == 17 ? 1 : 0;
            }
            (seen, several) = (seen + 4, several + views.Count(count => count >= 2));
        }
        Assert.True(several >= 0.99 * seen, $"{several} of {seen}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Cameras_on_the_walls_look_at_the_middle_of_the_room_from_different_places(int cameras)
    {
        var scene = PeopleScene.Walking(1, cameras, new SceneOptions { Seconds = 1 });
        var places = new HashSet<(int, int)>();
        foreach (var filmed in scene.Cameras)
        {
            var at = new float[3];
            filmed.Camera.ToWorld(at, at);
            Assert.True(places.Add(((int)at[0], (int)at[1])));
            var (pixel, middle) = (new float[2], new float[3]);
            filmed.Camera.ToCamera([0, 0, 900], middle);
            filmed.Camera.Project(middle, pixel);
            Assert.InRange(pixel[0], 0.4 * filmed.Camera.Intrinsics.Width, 0.6 * filmed.Camera.Intrinsics.Width);
            Assert.InRange(pixel[1], 0.2 * filmed.Camera.Intrinsics.Height, 0.8 * filmed.Camera.Intrinsics.Height);
        }
    }

    internal static PeopleScene Scene(int people, Func<SceneOptions, SceneOptions>? with = null, int seed = 1)
    {
        var options = new SceneOptions { Seed = seed };
        return PeopleScene.Walking(people, 4, with?.Invoke(options) ?? options);
    }

    internal static int Joints(SceneFrame frame, int index)
    {
        var keypoints = frame.Keypoints(index);
        var seen = 0;
        for (var i = 2; i < keypoints.Length; i += 3)
            seen += keypoints[i] > 0 ? 1 : 0;
        return seen;
    }

    private static double Nearest(float[] a, float[] b)
    {
        var nearest = float.MaxValue;
        for (var i = 1; i < 17; i++)
        for (var j = 1; j < 17; j++)
            nearest = Math.Min(nearest, Segments.Nearest(At(a, i), At(a, Parent(i)), At(b, j), At(b, Parent(j))).Distance);
        return nearest;
    }

    private static double Bone(float[] pose, int joint) => Vector3.Distance(At(pose, joint), At(pose, Parent(joint)));

    private static int Parent(int joint) => Skeletons.H36m17.Parents[joint];

    private static Vector3 At(float[] pose, int joint) => new(pose.AsSpan(3 * joint));
}
