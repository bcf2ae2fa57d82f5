using StreamLift.Datasets.Scenes;

namespace StreamLift.Datasets.Tests.Scenes;

public class SceneDetectorTests
{
    [Fact]
    public void Exact_detector_reports_the_projected_truth_of_every_person_in_view()
    {
        var scene = WalkingSceneTests.Scene(3, options => options with { NoisePixels = 0, Seconds = 5 });
        var (frame, compared) = (new SceneFrame(), 0);
        var (pose, pixels) = (new float[51], new float[34]);
        for (var place = 0; place < 150; place += 10)
        for (var camera = 0; camera < 4; camera++)
        {
            scene.Detect(camera, place, frame);
            for (var i = 0; i < frame.Count; i++)
            {
                scene.World(frame.Person(i), scene.Cameras[camera].CapturedMs(place), pose);
                scene.Cameras[camera].Camera.ToCamera(pose, pose);
                scene.Cameras[camera].Camera.Project(pose, pixels);
                for (var joint = 0; joint < 17; joint++)
                    if (frame.Keypoints(i)[3 * joint + 2] > 0)
                    {
                        Assert.Equal(pixels[2 * joint], frame.Keypoints(i)[3 * joint], 0.001);
                        Assert.Equal(pixels[2 * joint + 1], frame.Keypoints(i)[3 * joint + 1], 0.001);
                        compared++;
                    }
            }
        }
        Assert.True(compared > 2000, $"{compared} joints");
    }

    [Fact]
    public void Shares_of_missed_people_and_ghosts_are_those_asked_for_and_come_in_runs()
    {
        var scene = WalkingSceneTests.Scene(4, options => options with { NoisePixels = 0, Missed = 0.1, Ghosts = 0.02, Seconds = 300 });
        var all = WalkingSceneTests.Scene(4, options => options with { NoisePixels = 0, Seconds = 300 });
        var (frame, whole) = (new SceneFrame(), new SceneFrame());
        var (people, missed, ghosts, changes, was) = (0, 0, 0, 0, -1);
        for (var place = 0; place < 9000; place++)
        for (var camera = 0; camera < 4; camera++)
        {
            scene.Detect(camera, place, frame);
            all.Detect(camera, place, whole);
            var there = Enumerable.Range(0, frame.Count).Count(i => frame.Person(i) != SceneFrame.Ghost);
            (people, missed, ghosts) = (people + whole.Count, missed + whole.Count - there, ghosts + frame.Count - there);
            if (camera != 0)
                continue;
            var first = Enumerable.Range(0, frame.Count).Any(i => frame.Person(i) == 0) ? 1 : 0;
            (changes, was) = (changes + (first == was ? 0 : 1), first);
        }
        Assert.InRange(missed / (double)people, 0.09, 0.11);
        Assert.InRange(ghosts / (double)people, 0.015, 0.023);
        // Independent misses of 10 % would change 9000 · 2 · 0.1 · 0.9 = 1620 times.
        Assert.InRange(changes, 100, 500);
    }

    [Fact]
    public void Noise_is_as_large_as_asked_for_at_the_trunk()
    {
        var scene = WalkingSceneTests.Scene(1, options => options with { NoisePixels = 5 });
        var (frame, pose, pixels) = (new SceneFrame(), new float[51], new float[34]);
        var (sum, count) = (0.0, 0);
        for (var place = 0; place < 1800; place++)
        for (var camera = 0; camera < 4; camera++)
        {
            scene.Detect(camera, place, frame);
            scene.World(0, scene.Cameras[camera].CapturedMs(place), pose);
            scene.Cameras[camera].Camera.ToCamera(pose, pose);
            scene.Cameras[camera].Camera.Project(pose, pixels);
            if (frame.Count == 1 && frame.Keypoints(0)[2] > 0)
                (sum, count) = (sum + Math.Pow(frame.Keypoints(0)[0] - pixels[0], 2) + Math.Pow(frame.Keypoints(0)[1] - pixels[1], 2), count + 2);
        }
        Assert.InRange(Math.Sqrt(sum / count), 4.8, 5.2);
    }

    [Fact]
    public void Joints_behind_another_person_are_hidden_and_no_others()
    {
        // One person 2 m before the camera, another 2 m behind the first, and a third beside them.
        var near = Upright(0, 3000);
        var poses = (float[])[.. near, .. Upright(0, 5000), .. Upright(1500, 5000)];
        Assert.Contains(Enumerable.Range(0, 17), joint => Occlusion.IsHidden(poses, 1, joint));
        Assert.DoesNotContain(Enumerable.Range(0, 17), joint => Occlusion.IsHidden(poses, 0, joint));
        Assert.DoesNotContain(Enumerable.Range(0, 17), joint => Occlusion.IsHidden(poses, 2, joint));
    }

    [Fact]
    public void Scene_of_a_seed_is_the_same_each_time_and_another_seed_is_another_scene()
    {
        Assert.Equal(Print(1), Print(1));
        Assert.NotEqual(Print(1), Print(2));

        static string Print(int seed)
        {
            var scene = WalkingSceneTests.Scene(3, o => o with { Missed = 0.1, Ghosts = 0.1, IsFreeRunning = true, Seconds = 4 }, seed);
            var (frame, text) = (new SceneFrame(), new List<string>());
            for (var camera = 0; camera < 4; camera++)
            for (var place = 0; place < scene.Cameras[camera].Frames; place++)
            {
                scene.Detect(camera, place, frame);
                text.Add($"{scene.Stream(camera)} {scene.Cameras[camera].Number(place)} {scene.Cameras[camera].StampedMs(place)}");
                for (var i = 0; i < frame.Count; i++)
                    text.Add(string.Join(' ', frame.Keypoints(i).ToArray()));
            }
            return string.Join('\n', text);
        }
    }

    // In camera axes: y down.
    private static float[] Upright(float x, float z)
    {
        var pose = new float[51];
        WalkingSceneTests.Scene(1).World(0, 0, pose);
        var (hipX, hipY) = (pose[0], pose[1]);
        for (var i = 0; i < 51; i += 3)
            (pose[i], pose[i + 1], pose[i + 2]) = (pose[i] - hipX + x, 900 - pose[i + 2], pose[i + 1] - hipY + z);
        return pose;
    }
}
