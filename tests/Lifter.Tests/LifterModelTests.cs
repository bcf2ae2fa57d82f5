using System.Security.Cryptography;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class LifterModelTests
{
    [Fact]
    public void A_file_with_another_hash_than_the_pinned_one_is_refused_and_one_with_the_same_is_not()
    {
        var hash = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(ModelFile.Default)));
        using var model = LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = hash });
        Assert.EndsWith($"@{hash[..12].ToLowerInvariant()}", model.Id);
        var refused = Assert.Throws<ModelException>(() => LifterModel.Load(ModelFile.Default, new LifterOptions { ModelSha256 = new string('0', 64) }));
        Assert.Contains("--model-sha256", refused.Message);
    }
}
