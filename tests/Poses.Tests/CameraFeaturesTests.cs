using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Poses.Tests;

/// <summary>What each of the features that are to fit any camera does not depend on.</summary>
public sealed class CameraFeaturesTests
{
    private static readonly Camera Camera = Human36mCameras.Find("S9", "54138969")!;

    private static readonly Camera Other = new(
        "other",
        new Intrinsics(1920, 1080, 2100, 2090, 900, 560, new Distortion(DistortionForm.OpenCv, -0.1, 0.02, 0, 0.001, 0.001)),
        null
    );

    private static readonly float[] Fill = new float[34];

    [Fact]
    public void Pixel_features_are_the_unchanged_keypoints()
    {
        var row = new float[4];
        Assert.Equal(1, First("pixels").Write([12.5f, 800, 0.3f, 1, 2, 0], default, [0, 0, 7, 8], row, out _));
        Assert.Equal([12.5f, 800, 7, 8], row);
    }

    [Fact]
    public void Box_features_reach_from_minus_1_to_1_along_the_larger_side()
    {
        var row = new float[8];
        First("box").Write([100, 200, 1, 300, 600, 1, 200, 400, 1, 9999, 9999, 0], default, [0, 0, 0, 0, 0, 0, 5, 6], row, out _);
        Assert.Equal([-0.5f, -1, 0.5f, 1, 0, 0, 5, 6], row);
    }

    [Fact]
    public void Box_features_do_not_depend_on_the_position_or_size_of_the_person() =>
        Hold(
            (random, person) =>
            {
                var (scale, x, y) = (0.3f + random.NextSingle(), random.Next(500), random.Next(500));
                var keypoints = People.Seen(person, Camera);
                var moved = keypoints
                    .Select(
                        (number, i) =>
                            (i % 3) switch
                            {
                                0 => (scale * number) + x,
                                1 => (scale * number) + y,
                                _ => number,
                            }
                    )
                    .ToArray();
                AssertClose(Row("box", keypoints, Camera), Row("box", moved, Camera), 1e-3f);
            }
        );

    [Theory]
    [InlineData("rays")]
    [InlineData("centred")]
    public void Ray_features_are_the_same_through_any_lens(string name) =>
        Hold((random, person) => AssertClose(Row(name, People.Seen(person, Camera), Camera), Row(name, People.Seen(person, Other), Other), 1e-3f));

    [Theory]
    [InlineData("rays")]
    [InlineData("centred")]
    public void Ray_features_are_the_same_in_a_smaller_image(string name) =>
        Hold(
            (random, person) =>
            {
                var keypoints = People.Seen(person, Other);
                var row = new float[34];
                var small = keypoints.Select((number, i) => i % 3 == 2 ? number : number / 3).ToArray();
                First(name).Write(small, new CameraView(640, 360, Other), Fill, row, out _);
                AssertClose(Row(name, keypoints, Other), row, 1e-3f);
            }
        );

    [Fact]
    public void Centred_features_and_pose_do_not_change_with_yaw_about_the_camera() =>
        Hold(
            (random, person) =>
            {
                var (features, lens) = (First("centred"), new Camera("wide", new Intrinsics(1000, 1000, 400, 400, 500, 500, Distortion.None), null));
                var turned = People.Turned(person, (random.NextDouble() - 0.5) * 0.8, 0);
                var (row, other) = (new float[34], new float[34]);
                Assert.Equal(17, features.Write(People.Seen(person, lens), CameraView.Of(lens), Fill, row, out var turn));
                Assert.Equal(17, features.Write(People.Seen(turned, lens), CameraView.Of(lens), Fill, other, out var otherTurn));
                AssertClose(row, other, 1e-3f);

                turn.Apply(person);
                otherTurn.Apply(turned);
                AssertClose(person, turned, 0.1f);
            }
        );

    [Fact]
    public void Centred_features_of_a_person_on_the_optical_axis_do_not_change_with_pitch() =>
        Hold(
            (random, person) =>
            {
                var lens = new Camera("wide", new Intrinsics(1000, 1000, 400, 400, 500, 500, Distortion.None), null);
                First("centred").Write(People.Seen(person, lens), CameraView.Of(lens), Fill, new float[34], out var turn);
                turn.Apply(person);
                AssertClose(
                    Row("centred", People.Seen(person, lens), lens),
                    Row("centred", People.Seen(People.Turned(person, 0, (random.NextDouble() - 0.5) * 0.8), lens), lens),
                    1e-3f
                );
            }
        );

    [Fact]
    public void Camera_rotation_undone_restores_the_pose_and_keeps_lengths() =>
        Hold(
            (random, person) =>
            {
                var turn = CameraRotation.Towards(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() + 0.1);
                var turned = person.ToArray();
                turn.Apply(turned);
                Assert.Equal(Length(person), Length(turned), 0.5);
                turn.Undo(turned);
                AssertClose(person, turned, 0.01f);
            }
        );

    [Fact]
    public void Keypoint_outside_the_lens_or_far_to_the_side_counts_as_unseen()
    {
        var barrel = new Camera("barrel", new Intrinsics(1000, 1000, 500, 500, 500, 500, new Distortion(DistortionForm.OpenCv, -0.3, 0, 0, 0, 0)), null);
        var row = new float[4];
        Assert.Equal(1, First("rays").Write([500, 500, 1, 5000, 500, 1], CameraView.Of(barrel), [0, 0, 3, 4], row, out _));
        Assert.Equal([0, 0, 3, 4], row);
        var wide = new Camera("wide", new Intrinsics(1000, 1000, 50, 50, 500, 500, Distortion.None), null);
        var wideRow = new float[8];
        Assert.Equal(
            3,
            First("centred").Write([950, 500, 1, 955, 500, 1, 960, 500, 1, -2000, 500, 1], CameraView.Of(wide), [0, 0, 0, 0, 0, 0, 3, 4], wideRow, out _)
        );
        Assert.Equal([3, 4], wideRow[6..]);
    }

    [Fact]
    public void A_mirrored_lens_shows_the_mirrored_scene_as_the_mirrored_image() =>
        Hold(
            (random, person) =>
            {
                var mirrored = person.Select((number, i) => i % 3 == 0 ? -number : number).ToArray();
                var (keypoints, other) = (People.Seen(person, Camera), People.Seen(mirrored, new Camera("mirror", Camera.Intrinsics.Mirrored(), null)));
                AssertClose([.. keypoints.Select((number, i) => i % 3 == 0 ? 1000 - number : number)], other, 0.01f);
            }
        );

    private static float[] Row(string name, float[] keypoints, Camera camera)
    {
        var row = new float[34];
        Assert.Equal(17, First(name).Write(keypoints, CameraView.Of(camera), Fill, row, out _));
        return row;
    }

    private static void Hold(Action<Random, float[]> law) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                var random = new Random(seed);
                law(random, People.Somewhere(random));
            })
            .QuickCheckThrowOnFailure();

    private static double Length(float[] numbers) => Math.Sqrt(numbers.Sum(number => (double)number * number));

    private static void AssertClose(float[] expected, float[] actual, float tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));

    private static IPoseFeatures First(string name) => FeatureCatalogue.Find(new FeatureSpec(name, 1))!;
}
