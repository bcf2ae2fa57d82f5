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

    public static TheoryData<string, int> Names
    {
        get
        {
            var names = new TheoryData<string, int>();
            foreach (var features in FeatureCatalogue.All)
                names.Add(features.Name, features.Version);
            return names;
        }
    }

    [Fact]
    public void Feature_catalogue_has_the_five_documented_features_and_second_versions_of_four() =>
        Assert.Equal(
            ["pixels 1", "image 1", "box 1", "rays 1", "centred 1", "image 2", "box 2", "rays 2", "centred 2"],
            FeatureCatalogue.All.Select(features => $"{features.Name} {features.Version}")
        );

    [Fact]
    public void Features_of_a_name_are_those_of_the_newest_version() =>
        Assert.Equal([1, 2, 2, 2, 2], FeatureCatalogue.Names.Select(name => FeatureCatalogue.Named(name).Version));

    [Fact]
    public void Feature_catalogue_finds_features_by_name_and_version()
    {
        Assert.All(FeatureCatalogue.All, features => Assert.Same(features, FeatureCatalogue.Find(new FeatureSpec(features.Name, features.Version))));
        Assert.Null(FeatureCatalogue.Find(new FeatureSpec("image", 3)));
        Assert.Contains("none of pixels", Assert.Throws<ConfigurationException>(() => FeatureCatalogue.Named("turned")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unseen_joint_gets_the_fill_value_and_its_coordinates_change_no_feature(string name, int version) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
            {
                var (features, random) = (Of(name, version), new Random(seed));
                var (numbers, fill) = (features.NumbersPerJoint, Fill(features));
                var keypoints = People.Seen(People.Somewhere(random), Camera);
                var hidden = Enumerable.Range(0, 17).Where(_ => random.Next(3) == 0).ToList();
                var (row, other) = (new float[fill.Length], new float[fill.Length]);
                hidden.ForEach(joint => keypoints.AsSpan(3 * joint, 3).Clear());
                Assert.Equal(17 - hidden.Count, features.Write(keypoints, CameraView.Of(Camera), fill, row, out _));
                hidden.ForEach(joint => (keypoints[3 * joint], keypoints[(3 * joint) + 1]) = (random.Next(1000), random.Next(1000)));
                features.Write(keypoints, CameraView.Of(Camera), fill, other, out _);
                Assert.Equal(row, other);
                Assert.All(hidden, joint => Assert.Equal(fill.AsSpan(numbers * joint, numbers), row.AsSpan(numbers * joint, numbers)));
                Assert.All(Enumerable.Range(0, 17).Except(hidden), joint => Assert.NotEqual(fill[numbers * joint], row[numbers * joint]));
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void Person_without_a_seen_joint_is_a_row_of_fill_values(string name, int version)
    {
        var (features, row) = (Of(name, version), new float[17 * Of(name, version).NumbersPerJoint]);
        Assert.Equal(0, features.Write(new float[51], CameraView.Of(Camera), Fill(features), row, out _));
        Assert.Equal(Fill(features), row);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_of_joints_all_on_one_point_are_finite(string name, int version)
    {
        var (features, row) = (Of(name, version), new float[17 * Of(name, version).NumbersPerJoint]);
        var keypoints = Enumerable.Range(0, 17).SelectMany(_ => new[] { 700f, 300f, 1f }).ToArray();
        Assert.Equal(17, features.Write(keypoints, CameraView.Of(Camera), Fill(features), row, out _));
        Assert.All(row, number => Assert.True(float.IsFinite(number)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Feature_input_of_the_wrong_size_or_without_its_camera_is_refused(string name, int version)
    {
        var features = Of(name, version);
        float[] Joints(int joints, int more = 0) => new float[(joints * features.NumbersPerJoint) + more];
        Assert.Throws<ArgumentException>(() => features.Write(new float[6], CameraView.Of(Camera), Joints(1), Joints(2), out _));
        Assert.Throws<ArgumentException>(() => features.Write(new float[6], CameraView.Of(Camera), Joints(2), Joints(2, -1), out _));
        Assert.Throws<ArgumentException>(() => features.Write(new float[5], CameraView.Of(Camera), Joints(1), Joints(1), out _));
        if (features.NeedsCamera)
            Assert.Throws<ArgumentException>(() => features.Write(new float[3], new CameraView(1000, 1000, null), Joints(1), Joints(1), out _));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_are_written_without_allocation(string name, int version)
    {
        var (features, keypoints) = (Of(name, version), People.Seen(People.Somewhere(new Random(1)), Camera));
        var (fill, row) = (Fill(features), Fill(features));
        Assert.Equal(0, Allocations.OfMany(() => features.Write(keypoints, CameraView.Of(Camera), fill, row, out _)));
    }

    private static IPoseFeatures Of(string name, int version) => FeatureCatalogue.Find(new FeatureSpec(name, version))!;

    private static float[] Fill(IPoseFeatures features) => [.. Enumerable.Range(0, 17 * features.NumbersPerJoint).Select(i => 100f + i)];
}
