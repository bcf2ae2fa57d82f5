using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Poses.Layouts;
using StreamLift.Poses.ModelCards;
using StreamLift.Training.Export;
using StreamLift.Training.Learning;
using StreamLift.Training.Recipes;
using StreamLift.Training.Runs;
using StreamLift.Training.Samples;
using StreamLift.Training.Scoring;

namespace StreamLift.Training.Tests.Scoring;

[Collection(TorchCollection.Name)]
public sealed class ScorerTests
{
    [Fact]
    public void Score_is_the_mean_over_actions_of_mean_joint_distances()
    {
        using var folder = new TemporaryFolder();
        using var model = Still(folder);
        var table = new Scorer(model, null, 0).Measure(Recording.Data.Sequences);
        Assert.Equal(Expected(), table.Protocol1, 1e-3);
        Assert.Equal(Recording.Data.Sequences.Sum(sequence => sequence.Frames), table.Frames);
    }

    [Fact]
    public void Exported_model_scores_as_the_network_that_it_was_made_from()
    {
        using var folder = new TemporaryFolder();
        var (learner, normalization, _) = Recording.Trained(60);
        var checkpoint = Checkpoint.Of(Record(), normalization, new float[Recording.InputWidth], learner);
        File.WriteAllBytes(folder.File("a.onnx"), Exporter.Export(checkpoint, "a", DateTimeOffset.UnixEpoch));
        using var model = LifterModel.Load(folder.File("a.onnx"), new LifterOptions());
        using var network = checkpoint.Network();
        var (file, torch) = (
            new Scorer(model, null, 0).Measure(Recording.Data.Sequences),
            Evaluation.Measure(network, normalization, Recording.Data.Sequences)
        );
        Assert.Equal(torch.Protocol1, file.Protocol1, 0.01);
        Assert.Equal(torch.Protocol2, file.Protocol2, 0.01);
    }

    [Fact]
    public void Score_with_noise_is_reproducible_and_worse_with_more_noise()
    {
        using var folder = new TemporaryFolder();
        var (learner, normalization, _) = Recording.Trained(60);
        File.WriteAllBytes(
            folder.File("a.onnx"),
            Exporter.Export(Checkpoint.Of(Record(), normalization, new float[Recording.InputWidth], learner), "a", DateTimeOffset.UnixEpoch)
        );
        using var model = LifterModel.Load(folder.File("a.onnx"), new LifterOptions());
        double Score(float noise) => new Scorer(model, null, noise).Measure(Recording.Data.Sequences).Protocol1;
        Assert.Equal(Score(20), Score(20));
        Assert.True(Score(0) < Score(20) && Score(20) < Score(60));
    }

    [Fact]
    public void Scoring_with_a_layout_that_lacks_joints_loses_no_frame()
    {
        using var folder = new TemporaryFolder();
        using var model = Still(folder);
        var table = new Scorer(model, Skeletons.Coco17, 0).Measure(Recording.Data.Sequences);
        Assert.Equal((Recording.Data.Sequences.Sum(sequence => sequence.Frames), 0), (table.Frames, table.MissingFrames));
    }

    // A network with weights of 0 always returns the mean pose.
    private static LifterModel Still(TemporaryFolder folder)
    {
        var (learner, normalization, _) = Recording.Trained(1);
        var checkpoint = Checkpoint.Of(Record(), normalization, new float[Recording.InputWidth], learner);
        checkpoint.Tensors["average.weight"].AsSpan().Clear();
        checkpoint.Tensors["average.bias"].AsSpan().Clear();
        File.WriteAllBytes(folder.File("still.onnx"), Exporter.Export(checkpoint, "still", DateTimeOffset.UnixEpoch));
        return LifterModel.Load(folder.File("still.onnx"), new LifterOptions());
    }

    private static double Expected()
    {
        var mean = Normalization.Measure(Recording.Maker(Recording.Everything), Recording.Image, 1).OutputMean;
        var errors = new Dictionary<string, List<double>>();
        foreach (var sequence in Recording.Data.Sequences)
            for (var frame = 0; frame < sequence.Frames; frame++)
            {
                var (pose, sum) = (sequence.Pose(frame).ToArray(), 0.0);
                for (var joint = 1; joint < 17; joint++)
                    sum += Math.Sqrt(Enumerable.Range(0, 3).Sum(axis => Math.Pow(pose[(3 * joint) + axis] - pose[axis] - mean[(3 * (joint - 1)) + axis], 2)));
                (errors.TryGetValue(sequence.Action, out var list) ? list : errors[sequence.Action] = []).Add(sum / 17);
            }
        return errors.Values.Average(list => list.Average());
    }

    private static RunRecord Record() =>
        new()
        {
            Shape = Recording.Small,
            FeaturesVersion = Recording.Image.Version,
            Recipe = "fast",
            Epochs = 1,
            Epoch = 1,
            Seed = 1,
            Data = "synthetic",
            Licence = "MIT",
            Command = "streamlift train",
            Errors = new CardErrors(1, 1, "nothing"),
        };
}
