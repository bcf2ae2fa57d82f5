using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class ServedModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("streamlift-models-").FullName;
    private readonly List<LifterModel> _letGo = [];
    private readonly LifterModel _old = LifterModel.Open(ModelFile.Default, new LifterOptions());

    public void Dispose()
    {
        _old.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_batch_keeps_the_model_it_was_begun_with_and_that_is_let_go_with_its_last_batch()
    {
        using var next = Load(ModelFile.Noted("next"));
        var models = new ServedModel(_old, _letGo.Add);
        var (first, second) = (models.Enter(), models.Enter());
        models.Replace(next);
        Assert.Same(next, models.Current);
        Assert.Equal((_old, _old, next), (first, second, models.Enter()));
        models.Leave(first);
        Assert.Empty(_letGo);
        models.Leave(second);
        Assert.Same(_old, Assert.Single(_letGo));
        models.Leave(next);
        Assert.Single(_letGo); // what is served stays without batches too
        Assert.NotEqual(_old.Id, next.Id);
        Assert.Equal(_old.Card.Name, next.Card.Name);
    }

    [Fact]
    public void A_model_without_batches_is_let_go_at_once()
    {
        using var next = Load(ModelFile.Noted("next"));
        new ServedModel(_old, _letGo.Add).Replace(next);
        Assert.Same(_old, Assert.Single(_letGo));
    }

    [Theory]
    [InlineData("\"imageSize\":[1000,1000]", "\"imageSize\":[1920,1080]", "it was trained at 1920x1080 px, not 1000x1000")]
    [InlineData("\"features\":{\"name\":\"image\"", "\"features\":{\"name\":\"box\"", "its features are box 1, not image 1")]
    public void A_model_that_the_lanes_don_t_fit_is_refused_and_the_old_one_goes_on(string was, string now, string said)
    {
        using var next = Load(ModelFile.WithCard(card => card.Replace(was, now, StringComparison.Ordinal)));
        var models = new ServedModel(_old, _letGo.Add);
        var refused = Assert.Throws<ModelException>(() => models.Replace(next));
        Assert.Contains(said, refused.Message);
        Assert.Same(_old, models.Current);
        Assert.Empty(_letGo);
    }

    private LifterModel Load(byte[] bytes)
    {
        var file = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(file, bytes);
        return LifterModel.Load(file, new LifterOptions());
    }
}
