using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Distillation;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;

namespace StreamLift.Training.Tests.Distillation;

[Collection(TorchCollection.Name)]
public sealed class TeacherTests
{
    private const int Rows = 64;

    public static TheoryData<string> Names => [.. FeatureCatalogue.All.Select(features => features.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Teacher_pose_of_a_mirrored_view_is_the_mirror_image(string features)
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher.Open([Model(folder, features, 1)], FeatureCatalogue.Named(features))!;
        var (plain, mirrored) = (Taught(teacher, mirrored: false), Taught(teacher, mirrored: true));
        for (var row = 0; row < Rows; row++)
        for (var joint = 1; joint < TrainingSample.Joints; joint++)
        for (var axis = 0; axis < 3; axis++)
        {
            var there = mirrored[(row * Normalization.OutputWidth) + (3 * (Skeletons.H36m17.Mirror[joint] - 1)) + axis];
            Assert.Equal(plain[(row * Normalization.OutputWidth) + (3 * (joint - 1)) + axis], axis == 0 ? -there : there, 0.1f);
        }
        Assert.True(plain.Max() > 100, "a network that gives nothing is its own mirror image");
    }

    [Fact]
    public void Teacher_pose_of_several_teachers_is_their_mean()
    {
        using var folder = new TemporaryFolder();
        string[] models = [Model(folder, "image", 1), Model(folder, "image", 2)];
        using var both = Teacher.Open(models, Recording.Image)!;
        using var first = Teacher.Open(models[..1], Recording.Image)!;
        using var second = Teacher.Open(models[1..], Recording.Image)!;
        var (one, other, mean) = (Taught(first, false), Taught(second, false), Taught(both, false));
        for (var i = 0; i < mean.Length; i++)
            Assert.Equal((one[i] + other[i]) / 2, mean[i], 0.01f);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void Teacher_leaves_inputs_and_targets_of_the_batch_unchanged()
    {
        using var folder = new TemporaryFolder();
        using var teacher = Teacher.Open([Model(folder, "image", 1)], Recording.Image);
        var generator = Recording.Maker(Recording.Everything);
        var normalization = Normalization.Measure(generator, Recording.Image, 1);
        var (alone, taught) = (
            new Epoch(generator, normalization, 1, 0, Rows).MakeBatch(0),
            new Epoch(generator, normalization, 1, 0, Rows, teacher).MakeBatch(0)
        );
        Assert.Equal(alone.Input, taught.Input);
        Assert.Equal(alone.Target, taught.Target);
        Assert.Null(alone.TeacherTarget);
        Assert.Equal(taught.Target.Length, taught.TeacherTarget!.Length);
    }

    [Fact]
    public void Teacher_with_other_features_than_the_student_is_refused()
    {
        using var folder = new TemporaryFolder();
        var model = Model(folder, "image", 1);
        Assert.Contains(
            "the teacher has the features image, the student box",
            Assert.Throws<ConfigurationException>(() => Teacher.Open([model], FeatureCatalogue.Named("box"))).Message,
            StringComparison.Ordinal
        );
    }

    private static float[] Taught(Teacher teacher, bool mirrored)
    {
        var (generator, distillation, sample) = (Recording.Maker(Recording.Everything), teacher.BeginBatch(Rows), new TrainingSample());
        for (var row = 0; row < Rows; row++)
        {
            var random = new SampleRandom(5, 0, (ulong)row);
            generator.Make(row * (generator.Count / Rows), sample, ref random);
            if (mirrored)
                sample.Flip();
            distillation.Add(row, sample);
        }
        return distillation.Predict();
    }

    private static string Model(TemporaryFolder folder, string features, ulong seed)
    {
        var (learner, normalization, _) = Recording.Trained(20, seed, features: FeatureCatalogue.Named(features));
        var record = new RunRecord
        {
            Shape = Recording.Small with { Inputs = normalization.InputWidth },
            Features = features,
            FeaturesVersion = normalization.Features.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = seed,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(1, 1, "nothing"),
        };
        var path = folder.File($"{features}-{seed}.onnx");
        File.WriteAllBytes(
            path,
            Exporter.Export(Checkpoint.Of(record, normalization, new float[normalization.InputWidth], learner), "teacher", DateTimeOffset.UnixEpoch)
        );
        return path;
    }
}
