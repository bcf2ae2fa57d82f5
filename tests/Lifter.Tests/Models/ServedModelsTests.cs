using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Models;

/// <summary>The one or two models of a process.</summary>
public sealed class ServedModelsTests
{
    private static string Image => Shipped("image");

    private static string Centred => Shipped("centred");

    [Fact]
    public void Model_alone_lifts_all_streams()
    {
        using var models = ServedModels.Load(Options(Image, ""));
        Assert.Equal([(models.General, LiftedStreams.All)], models.All);
        Assert.Equal(models.General.Current.Id, models.Ids);
        Assert.Null(models.Calibrated);
    }

    [Fact]
    public void Model_for_streams_with_a_camera_is_loaded_beside_the_other_in_the_same_precision()
    {
        foreach (var precision in (Precision[])[Precision.Int8, Precision.Fp32])
        {
            var options = Options(Image, Centred);
            options.Precision = precision;
            using var models = ServedModels.Load(options);
            Assert.Equal([(models.Calibrated!, LiftedStreams.WithCamera), (models.General, LiftedStreams.WithoutCamera)], models.All);
            Assert.Equal(("centred", "image"), (models.Calibrated!.Current.Features.Name, models.General.Current.Features.Name));
            Assert.All(models.All, served => Assert.Equal(precision == Precision.Int8, served.Model.Current.Card.IsInt8));
            Assert.Equal($"{models.Calibrated.Current.Id}, {models.General.Current.Id}", models.Ids);
        }
    }

    [Fact]
    public void Model_that_does_not_fit_its_streams_is_refused_with_its_features()
    {
        Assert.Contains("to lift the streams without a camera, and its features 'centred' need one", Refusal(Centred, Centred));
        Assert.Contains("to lift the streams with a camera, and its features 'image' need none", Refusal(Image, Image));
        Assert.Contains("no-such.onnx", Refusal(Image, "no-such.onnx"));
    }

    private static string Refusal(string general, string calibrated) =>
        Assert.Throws<ModelException>(() => ServedModels.Load(Options(general, calibrated))).Message;

    private static LifterOptions Options(string general, string calibrated) =>
        new()
        {
            Model = general,
            CalibratedModel = calibrated,
            Device = Device.Cpu,
            Sigma = true,
        };

    private static string Shipped(string features) => Path.Combine(SharedData.RepositoryRoot, "models", $"streamlift-{features}.onnx");
}
