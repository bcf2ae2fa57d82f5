using System.Globalization;
using StreamLift.Lifter.Devices;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>
/// Which file is served: <c>X.onnx</c>, on a GPU <c>X.fp16.onnx</c> beside it, on a CPU <c>X.int8.onnx</c>. Those are taken where they were made of this very
/// model, cost no more than their card allows and give its canary's output here: a file that is damaged, or a processor or runtime that computes otherwise, is
/// not served.
/// </summary>
internal static class ModelChoice
{
    /// <summary>Where a model's int8 or fp16 lies.</summary>
    public static string Beside(string path, Precision precision) => Path.ChangeExtension(path, $".{Name(precision)}.onnx");

    /// <exception cref="ModelException">The file can't be served, or not in the precision that was asked for.</exception>
    public static LifterModel Load(string path, LifterOptions options)
    {
        if (options.ModelSha256.Length > 0 || IsNamed(path, Precision.Int8) || IsNamed(path, Precision.Fp16))
            return Named(path, options);
        return options.Precision switch
        {
            Precision.Fp32 => Fp32(path, options, "as asked for"),
            Precision.Auto => (MayUseGpu(options.Device) ? OnGpu(path, options) : null) ?? Smaller(path, options, Precision.Int8),
            var asked when !File.Exists(Beside(path, asked)) => Named(path, options),
            var asked => Small(path, options, asked),
        };
    }

    /// <summary>Why a card is not that of a model's int8 or fp16; null where it is.</summary>
    /// <param name="card">Of the file beside it.</param>
    /// <param name="precision">Int8 or fp16.</param>
    /// <param name="hash">Of the model's own file.</param>
    internal static string? Misfit(ModelCard card, Precision precision, string hash)
    {
        if (card.Precision != Name(precision) || card.Quantisation is not { } quantisation)
            return $"its card says {card.Precision}, not {Name(precision)}";
        if (quantisation.OfSha256 != hash)
            return "it was made of another model: run 'streamlift quantize' again";
        if (!(quantisation.Cost(card.Errors) <= quantisation.Allowed))
            return string.Create(CultureInfo.InvariantCulture, $"it costs {quantisation.Cost(card.Errors):F2} mm where {quantisation.Allowed} are allowed");
        return null;
    }

    // null: a GPU may be there, but what was loaded came to run on the CPU
    private static LifterModel? OnGpu(string path, LifterOptions options)
    {
        var model = Smaller(path, options, Precision.Fp16);
        if (!model.IsOnCpu)
            return model;
        model.Dispose();
        return null;
    }

    private static LifterModel Smaller(string path, LifterOptions options, Precision precision)
    {
        var beside = Beside(path, precision);
        if (!File.Exists(beside))
            return Fp32(path, options, $"there is no {Path.GetFileName(beside)} beside it");
        try
        {
            return Small(path, options, precision);
        }
        catch (ModelException e)
        {
            return Fp32(path, options, e.Message);
        }
    }

    private static LifterModel Small(string path, LifterOptions options, Precision precision)
    {
        var beside = Beside(path, precision);
        var model = LifterModel.Open(beside, options);
        if (Misfit(model.Card, precision, LifterModel.Hash(path)) is { } misfit)
        {
            model.Dispose();
            throw new ModelException($"{beside}: {misfit}");
        }

        return model.WithReason(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Card.Precision}: {model.Card.Quantisation!.Cost(model.Card.Errors):+0.00;-0.00} mm of error on the test subjects, and its "
                    + $"canary is right on this {(model.IsOnCpu ? "processor" : "GPU")}"
            )
        );
    }

    // TensorRT or CUDA that was asked for and can't be had is an error, which loading tells
    private static bool MayUseGpu(Device asked) => asked is Device.Cuda or Device.TensorRt || DeviceChoice.Of(asked, DeviceFacts.Here()).Device != Device.Cpu;

    // Whatever the name says, or the hash: that file or none.
    private static LifterModel Named(string path, LifterOptions options)
    {
        var model = LifterModel.Open(path, options);
        if (options.Precision == Precision.Auto || model.Card.Precision == Name(options.Precision))
            return model.WithReason($"{model.Card.Precision}, as the file named is");
        model.Dispose();
        throw new ModelException(
            options.Precision == Precision.Fp32
                ? $"model {path}: it is {model.Card.Precision}, and --precision fp32 was asked for"
                : $"model {path}: it is {model.Card.Precision}, and there is no {Path.GetFileName(Beside(path, options.Precision))} beside it; "
                    + $"'streamlift quantize' makes one"
        );
    }

    private static LifterModel Fp32(string path, LifterOptions options, string why)
    {
        var model = LifterModel.Open(path, options);
        return model.WithReason($"{model.Card.Precision}: {why}");
    }

    private static bool IsNamed(string path, Precision precision) => path.EndsWith($".{Name(precision)}.onnx", StringComparison.OrdinalIgnoreCase);

    private static string Name(Precision precision) => precision.ToString().ToLowerInvariant();
}
