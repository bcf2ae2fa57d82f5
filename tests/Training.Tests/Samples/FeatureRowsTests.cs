using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Samples;

[Collection(TorchCollection.Name)]
public sealed class FeatureRowsTests
{
    public static TheoryData<string> Names => [.. FeatureCatalogue.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Feature_rows_are_z_scores_and_their_poses_are_read_back_unchanged(string name)
    {
        var generator = Recording.Maker(Recording.Everything with { NoisyShare = 0, MaskedShare = 0 });
        var normalization = Normalization.Measure(generator, FeatureCatalogue.Named(name), 1);
        var moments = new RunningStatistics(normalization.InputWidth);
        var (sample, row, truth, pose) = (new TrainingSample(), new float[normalization.InputWidth], new float[Normalization.OutputWidth], new float[51]);
        for (var place = 0; place < generator.Count; place++)
        {
            var random = new SampleRandom(2, 0, (ulong)place);
            generator.MakeClean(place, sample, ref random);
            Assert.Equal(TrainingSample.Joints, normalization.WriteInput(sample, row, out var turn));
            moments.Add(row);
            Normalization.WriteTarget(sample, turn, truth);
            for (var i = 0; i < truth.Length; i++)
                truth[i] = (truth[i] - normalization.OutputMean[i]) / normalization.OutputDeviation[i];
            normalization.ReadPose(truth, turn, pose);
            for (var i = 0; i < pose.Length; i++)
                Assert.Equal(sample.Pose[i] - sample.Pose[i % 3], pose[i], 0.05f);
        }
        bool IsSeen(int column) => normalization.Features.NumbersPerJoint == 3 && column % 3 == 2;
        Assert.All(moments.Mean(), (mean, column) => Assert.InRange(mean - (IsSeen(column) ? 1 : 0), -0.1f, 0.1f));
        // A row with equal values in all columns would give a standard deviation of 0.
        Assert.All(moments.StandardDeviation(), (deviation, column) => Assert.InRange(deviation + (IsSeen(column) ? 1 : 0), 0.85f, 1.15f));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Network_of_any_features_learns_and_its_file_scores_the_same(string name)
    {
        using var folder = new TemporaryFolder();
        var (learner, normalization, losses) = Recording.Trained(80, features: FeatureCatalogue.Named(name));
        Assert.True(losses.TakeLast(10).Average() < 0.8 * losses.Take(3).Average(), $"{losses[0]} → {losses[^1]}");
        var record = new RunRecord
        {
            Shape = Recording.Small with { Inputs = normalization.InputWidth },
            Features = name,
            FeaturesVersion = normalization.Features.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(1, 1, "nothing"),
        };
        Checkpoint.Of(record, normalization, new float[normalization.InputWidth], learner).Write(folder.File("a.safetensors"));
        var checkpoint = Checkpoint.Read(folder.File("a.safetensors"));
        File.WriteAllBytes(folder.File("a.onnx"), Exporter.Export(checkpoint, "a", DateTimeOffset.UnixEpoch));
        using var model = LifterModel.Load(folder.File("a.onnx"), new LifterOptions());
        using var network = checkpoint.Network();
        Assert.Equal(new FeatureSpec(name, FeatureCatalogue.Named(name).Version), model.Card.Features);
        var (file, torch) = (
            new Scorer(model, null, 0).Measure(Recording.Data.Sequences),
            Evaluation.Measure(network, normalization, Recording.Data.Sequences)
        );
        Assert.Equal(torch.Protocol1, file.Protocol1, 0.02);
        Assert.Equal(torch.Protocol2, file.Protocol2, 0.02);
    }
}
