using System.Globalization;
using StreamLift.Poses;

namespace StreamLift.Lifter;

/// <summary>
/// Which file is served: <c>X.onnx</c>, or <c>X.int8.onnx</c> beside it. int8 is taken where it was made of this very model, costs no more than its
/// card allows and gives its canary's output here: a processor without VNNI adds two products in 16 bits, which some poses overflow.
/// </summary>
internal static class ModelChoice
{
    private const string Int8Suffix = ".int8.onnx";

    /// <summary>Where a model's int8 lies.</summary>
    public static string Beside(string path) => Path.ChangeExtension(path, Int8Suffix);

    /// <exception cref="ModelException">The file can't be served, or not in the precision that was asked for.</exception>
    public static LifterModel Load(string path, LifterOptions options)
    {
        if (path.EndsWith(Int8Suffix, StringComparison.OrdinalIgnoreCase) || options.ModelSha256.Length > 0)
            return Named(path, options);
        if (options.Precision == Precision.Fp32)
            return Fp32(path, options, "as asked for");
        var beside = Beside(path);
        if (!File.Exists(beside))
            return options.Precision == Precision.Int8
                ? Named(path, options)
                : Fp32(path, options, $"there is no {Path.GetFileName(beside)} beside it");
        if (options.Precision == Precision.Auto && MayUseGpu(options.Device))
        {
            var model = Fp32(path, options, "on a GPU");
            if (!model.IsOnCpu)
                return model;
            model.Dispose();
        }

        LifterModel? int8 = null;
        try
        {
            int8 = LifterModel.Open(beside, options);
            if (Misfit(int8.Card, LifterModel.Hash(path)) is { } misfit)
                throw new ModelException($"{beside}: {misfit}");
            return int8.Because(string.Create(CultureInfo.InvariantCulture,
                $"int8: {int8.Card.Quantisation!.Cost(int8.Card.Errors):+0.00;-0.00} mm of error on the test subjects, and its canary is right on this processor"));
        }
        catch (ModelException e) when (options.Precision == Precision.Auto)
        {
            int8?.Dispose();
            return Fp32(path, options, e.Message);
        }
        catch
        {
            int8?.Dispose();
            throw;
        }
    }

    /// <summary>Why a card is not that of a model's int8; null where it is.</summary>
    /// <param name="card">Of the file beside it.</param>
    /// <param name="hash">Of the model's own file.</param>
    internal static string? Misfit(ModelCard card, string hash)
    {
        if (card.Quantisation is not { } quantisation)
            return $"its card says {card.Precision}, not int8";
        if (quantisation.OfSha256 != hash)
            return "it was made of another model: run 'streamlift quantize' again";
        if (!(quantisation.Cost(card.Errors) <= quantisation.Allowed))
            return string.Create(CultureInfo.InvariantCulture, $"it costs {quantisation.Cost(card.Errors):F2} mm where {quantisation.Allowed} are allowed");
        return null;
    }

    // TensorRT or CUDA that was asked for and can't be had is an error, which loading tells
    private static bool MayUseGpu(Device asked) => asked is Device.Cuda or Device.TensorRt || DeviceChoice.Of(asked, DeviceFacts.Here()).Device != Device.Cpu;

    // Whatever the name says, or the hash: that file or none.
    private static LifterModel Named(string path, LifterOptions options)
    {
        var model = LifterModel.Open(path, options);
        if (options.Precision == Precision.Auto || model.Card.IsInt8 == (options.Precision == Precision.Int8))
            return model.Because($"{model.Card.Precision}, as the file named is");
        model.Dispose();
        throw new ModelException(options.Precision == Precision.Int8
            ? $"model {path}: it is {model.Card.Precision}, and there is no {Path.GetFileName(Beside(path))} beside it; 'streamlift quantize' makes one"
            : $"model {path}: it is {model.Card.Precision}, and --precision fp32 was asked for");
    }

    private static LifterModel Fp32(string path, LifterOptions options, string why)
    {
        var model = LifterModel.Open(path, options);
        return model.Because($"{model.Card.Precision}: {why}");
    }
}
