using System.Security.Cryptography;
using System.Text;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class LifterModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-model-").FullName;

    [Fact]
    public void A_file_with_another_hash_than_the_pinned_one_is_refused_and_one_with_the_same_is_not()
    {
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(ModelFile.Default)));
        using var model = LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = hash });
        Assert.EndsWith($"@{hash[..12].ToLowerInvariant()}", model.Id);
        var refused = Assert.Throws<ModelException>(() => LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = new string('0', 64) }));
        Assert.Contains("--model-sha256", refused.Message);
    }

    [Fact]
    public void Weights_in_a_file_beside_the_model_are_refused_for_nobody_hashed_them()
    {
        // even where ONNX Runtime would read them: below the working directory
        var below = $"{Path.GetFileName(_folder)}.bin";
        File.WriteAllBytes(below, new byte[4 * 51]);
        foreach (var place in (string[])[below, "weights.bin"])
        {
            byte[] where = [.. ModelFile.Field(1, "location"u8), .. ModelFile.Field(2, Encoding.UTF8.GetBytes(place))];
            byte[] tensor = [.. ModelFile.Field(1, 51), .. ModelFile.Field(2, 1), .. ModelFile.Field(8, "leave.bias"u8), .. ModelFile.Field(13, where), .. ModelFile.Field(14, 1)];
            var file = Path.Combine(_folder, "model.onnx");
            File.WriteAllBytes(file, [.. Renamed(), .. ModelFile.Field(7, ModelFile.Field(5, tensor))]);
            var refused = Assert.Throws<ModelException>(() => LifterModel.Load(file, new LifterOptions()));
            Assert.Contains("outside the file", refused.Message);
        }

        File.Delete(below);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // the default model whose last layer's own bias has another name
    private static byte[] Renamed()
    {
        var model = File.ReadAllBytes(ModelFile.Default);
        var at = model.AsSpan().LastIndexOf("leave.bias"u8);
        "leave.BIAS"u8.CopyTo(model.AsSpan(at));
        return model;
    }
}
