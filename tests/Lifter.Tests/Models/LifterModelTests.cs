using System.Security.Cryptography;
using Google.Protobuf;
using Onnx;
using StreamLift.Lifter.Models;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Tests.Models;

public sealed class LifterModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-model-").FullName;

    [Fact]
    public void Model_file_is_refused_unless_its_hash_is_the_pinned_one()
    {
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(ModelFile.Default)));
        using var model = LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = hash });
        Assert.EndsWith($"@{hash[..12].ToLowerInvariant()}", model.Id);
        var refused = Assert.Throws<ModelException>(() => LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = new string('0', 64) }));
        Assert.Contains("--model-sha256", refused.Message);
    }

    [Fact]
    public void Model_with_sigma_returns_sigmas_and_unchanged_poses()
    {
        using var model = LifterModel.Open(Write(ModelFile.WithSigma()), new LifterOptions { Sigma = true });
        const int rows = 5;
        var input = Enumerable.Range(0, rows * model.InputWidth).Select(i => (i % 7 * 0.1f) - 0.3f).ToArray();
        var (alone, poses, sigmas) = (new float[rows * 51], new float[rows * 51], new float[rows * 17]);
        model.Run(input, rows, alone);
        model.Run(input, rows, poses, sigmas);
        Assert.Equal(alone, poses);
        Assert.All(sigmas, (sigma, i) => Assert.Equal(Math.Abs(poses[(3 * i) + 2]) / 10, sigma, 1e-3f));
        Assert.Contains(sigmas, sigma => sigma > 1);
    }

    [Fact]
    public void Model_without_sigma_is_refused_when_sigma_is_requested_or_declared_by_its_card()
    {
        var without = ModelFile.WithoutSigma();
        LifterModel.Open(Write(without), new LifterOptions()).Dispose();
        Assert.Contains("--sigma", Assert.Throws<ModelException>(() => LifterModel.Open(Write(without), new LifterOptions { Sigma = true })).Message);
        ModelFile.WithCard(without, _ => ModelFile.Read().MetadataProps.Single().Value); // The default model's card declares sigmas.
        Assert.Contains("no output 'sigma'", Assert.Throws<ModelException>(() => LifterModel.Open(Write(without), new LifterOptions())).Message);
    }

    [Fact]
    public void Canary_sigmas_of_a_model_are_verified_when_it_opens()
    {
        var good = ModelFile.WithSigma();
        using (var model = LifterModel.Open(Write(good), new LifterOptions()))
        {
            var (pose, sigma) = (new float[51], new float[17]);
            model.Run(model.Card.Canary.Input[0], 1, pose, sigma);
            Opens(sigma);
            sigma[5] *= 1.5f;
            Assert.Contains("gives a sigma of", Assert.Throws<ModelException>(() => Opens(sigma)).Message);

            void Opens(float[] expected)
            {
                var card = model.Card with { Canary = model.Card.Canary with { Sigma = [expected] } };
                LifterModel.Open(Write(ModelFile.WithCard(good, _ => card.ToJson())), new LifterOptions()).Dispose();
            }
        }
    }

    [Fact]
    public void Model_with_weights_in_an_external_file_is_refused()
    {
        // One path is below the working directory, where ONNX Runtime would read it.
        var below = $"{Path.GetFileName(_folder)}.bin";
        File.WriteAllBytes(below, new byte[4 * 51]);
        foreach (var place in (string[])[below, "weights.bin"])
        {
            var model = ModelFile.Read();
            var bias = model.Graph.Initializer.Single(tensor => tensor.Name == "leave.bias");
            bias.ClearRawData();
            bias.DataLocation = TensorProto.Types.DataLocation.External;
            bias.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = place });
            var file = Write(model);
            var refused = Assert.Throws<ModelException>(() => LifterModel.Load(file, new LifterOptions()));
            Assert.Contains("outside the file", refused.Message);
        }

        File.Delete(below);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(ModelProto model)
    {
        var file = Path.Combine(_folder, "written.onnx");
        File.WriteAllBytes(file, model.ToByteArray());
        return file;
    }
}
