using FsCheck;
using FsCheck.Fluent;
using StreamLift.Poses.Cameras;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;
using StreamLift.Tests;

namespace StreamLift.Poses.Tests.Features;

/// <summary>What holds for all features.</summary>
public sealed class FeatureCatalogueTests
{
    private static readonly Camera Camera = Human36mCameras.Find("S9", "54138969")!;

    private static readonly float[] Fill = [.. Enumerable.Range(0, 34).Select(i => 100f + i)];

    public static TheoryData<string> Names => [.. FeatureCatalogue.All.Select(features => features.Name)];

    [Fact]
    public void Feature_catalogue_has_the_five_documented_features() =>
        Assert.Equal(["pixels", "image", "box", "rays", "centred"], FeatureCatalogue.All.Select(features => features.Name));

    [Fact]
    public void Feature_catalogue_finds_features_by_name_and_version()
    {
        Assert.All(FeatureCatalogue.All, features => Assert.Same(features, FeatureCatalogue.Find(new FeatureSpec(features.Name, features.Version))));
        Assert.Null(FeatureCatalogue.Find(new FeatureSpec("image", 2)));
        Assert.Contains("none of pixels", Assert.Throws<ConfigurationException>(() => FeatureCatalogue.Named("turned")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unseen_joint_gets_the_fill_value_and_its_coordinates_change_no_feature(string name) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                var (features, random) = (FeatureCatalogue.Named(name), new Random(seed));
                var keypoints = People.Seen(People.Somewhere(random), Camera);
                var hidden = Enumerable.Range(0, 17).Where(_ => random.Next(3) == 0).ToList();
                var (row, other) = (new float[34], new float[34]);
                hidden.ForEach(joint => keypoints.AsSpan(3 * joint, 3).Clear());
                Assert.Equal(17 - hidden.Count, features.Write(keypoints, CameraView.Of(Camera), Fill, row, out _));
                hidden.ForEach(joint => (keypoints[3 * joint], keypoints[(3 * joint) + 1]) = (random.Next(1000), random.Next(1000)));
                features.Write(keypoints, CameraView.Of(Camera), Fill, other, out _);
                Assert.Equal(row, other);
                Assert.All(hidden, joint => Assert.Equal((Fill[2 * joint], Fill[(2 * joint) + 1]), (row[2 * joint], row[(2 * joint) + 1])));
                Assert.All(Enumerable.Range(0, 17).Except(hidden), joint => Assert.NotEqual(Fill[2 * joint], row[2 * joint]));
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Person_without_a_seen_joint_is_a_row_of_fill_values(string name)
    {
        var row = new float[34];
        Assert.Equal(0, FeatureCatalogue.Named(name).Write(new float[51], CameraView.Of(Camera), Fill, row, out _));
        Assert.Equal(Fill, row);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_of_joints_all_on_one_point_are_finite(string name)
    {
        var row = new float[34];
        var keypoints = Enumerable.Range(0, 17).SelectMany(_ => new[] { 700f, 300f, 1f }).ToArray();
        Assert.Equal(17, FeatureCatalogue.Named(name).Write(keypoints, CameraView.Of(Camera), Fill, row, out _));
        Assert.All(row, number => Assert.True(float.IsFinite(number)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Feature_input_of_the_wrong_size_or_without_its_camera_is_refused(string name)
    {
        var features = FeatureCatalogue.Named(name);
        Assert.Throws<ArgumentException>(() => features.Write(new float[6], CameraView.Of(Camera), new float[2], new float[4], out _));
        Assert.Throws<ArgumentException>(() => features.Write(new float[6], CameraView.Of(Camera), new float[4], new float[3], out _));
        Assert.Throws<ArgumentException>(() => features.Write(new float[5], CameraView.Of(Camera), new float[2], new float[2], out _));
        if (features.NeedsCamera)
            Assert.Throws<ArgumentException>(() => features.Write(new float[3], new CameraView(1000, 1000, null), new float[2], new float[2], out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_are_written_without_allocation(string name)
    {
        var (features, keypoints, row) = (FeatureCatalogue.Named(name), People.Seen(People.Somewhere(new Random(1)), Camera), new float[34]);
        Assert.Equal(0, Allocations.OfMany(() => features.Write(keypoints, CameraView.Of(Camera), Fill, row, out _)));
    }
}
