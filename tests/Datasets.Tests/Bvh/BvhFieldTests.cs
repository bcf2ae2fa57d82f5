using StreamLift.Datasets.Tests.Rigs;
using StreamLift.Tests;

namespace StreamLift.Datasets.Tests.Bvh;

/// <summary>Files that users of other tools met, all of one body.</summary>
public sealed class BvhFieldTests
{
    [SharedTheory("field")]
    [InlineData("bvh-names/bandai_vrm", "cm, y up")]
    [InlineData("bvh-names/biped", "cm, y up")]
    [InlineData("bvh-names/daz_poser", "cm, y up")]
    [InlineData("bvh-names/smpl", "cm, y up")]
    [InlineData("bvh-names/unity_humanoid", "cm, y up")]
    [InlineData("bvh-names/xsens_100style", "cm, y up")]
    [InlineData("bvh-scale/foot", "ft, y up")]
    [InlineData("bvh-up/ydown", "cm, -y up")]
    [InlineData("bvh-bom", "cm, y up")]
    [InlineData("bvh-brace", "cm, y up")]
    [InlineData("bvh-upper-ext", "cm, y up")]
    [InlineData("bvh-frames-one-more", "cm, y up", "take_1.bvh: 2 frames are announced and 3 are there; all of these were read")]
    public void Motion_file_of_the_field_gives_the_same_person(string folder, string settings, params string[] notes)
    {
        var (expected, found) = (Open("bvh-scale/base"), Open(folder));
        Assert.Equal(expected.Sequences.Count, found.Sequences.Count);
        for (var frame = 0; frame < expected.Sequences[0].Frames; frame++)
            MadeFile.Same(expected.Sequences[0].World(frame), found.Sequences[0].World(frame));
        Assert.Equal(notes, found.Notes.SkipLast(1));
        Assert.EndsWith($"read as joints by name, {settings}", found.Notes[^1]);
    }

    [SharedTheory("field")]
    [InlineData("bvh-up/lying_y_up")]
    public void Lying_take_of_the_field_lies(string folder)
    {
        var data = Open(folder);
        var (thorax, hip) = (MadeFile.At(data.Sequences[0].World(0).ToArray(), "Thorax"), MadeFile.At(data.Sequences[0].World(0).ToArray(), "Hip"));
        Assert.Equal(0, thorax.Z - hip.Z, 1f);
        Assert.Equal("take_1.bvh: the person lies or bends down in most frames if y is up; if they stand, give --up z", data.Notes[0]);
    }

    private static LoadedDataset Open(string folder) => Dataset.Open(new DatasetOptions { Path = Path.Combine(SharedData.Root, "field", folder) });
}
