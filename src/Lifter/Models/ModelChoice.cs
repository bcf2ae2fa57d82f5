using System.Globalization;
using StreamLift.Lifter.Devices;
using StreamLift.Poses;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>
/// Chooses the file to serve: <c>X.onnx</c>, or in the same folder <c>X.fp16.onnx</c> on a GPU or <c>X.int8.onnx</c> on a CPU. A file of reduced precision is
/// served only if it was made from this model, costs no more error than its card allows, and passes its canary on this machine. The canary finds a damaged
/// file, and a processor or ONNX Runtime that computes differently.
/// </summary>
internal static class ModelChoice
{
    /// <summary>The path of a model's int8 or fp16 file.</summary>
    public static string ReducedPath(string path, Precision precision) => Path.ChangeExtension(path, $".{NameOf(precision)}.onnx");

    /// <summary>Loads the model to serve.</summary>
    /// <exception cref="ModelException">The file cannot be served, or not in the requested precision.</exception>
    public static LifterModel Load(string path, LifterOptions options)
    {
        if (options.ModelSha256.Length > 0 || HasSuffix(path, Precision.Int8) || HasSuffix(path, Precision.Fp16))
            return LoadNamed(path, options);
        return options.Precision switch
        {
            Precision.Fp32 => LoadFp32(path, options, "as requested"),
            Precision.Auto => (MayUseGpu(options.Device) ? LoadOnGpu(path, options) : null) ?? LoadReducedOrFp32(path, options, Precision.Int8),
            var requested when !File.Exists(ReducedPath(path, requested)) => LoadNamed(path, options),
            var requested => LoadReduced(path, options, requested),
        };
    }

    /// <summary>Tells why a file is not a valid int8 or fp16 file of a model, or returns null if it is.</summary>
    /// <param name="card">The card of the int8 or fp16 file.</param>
    /// <param name="precision">The precision: int8 or fp16.</param>
    /// <param name="hash">The hash of the model's fp32 file.</param>
    internal static string? Mismatch(ModelCard card, Precision precision, string hash)
    {
        if (card.Precision != NameOf(precision) || card.Quantisation is not { } quantisation)
            return $"its card says {card.Precision}, not {NameOf(precision)}";
        if (quantisation.OfSha256 != hash)
            return "it was made from another model; run 'streamlift quantize' again";
        if (!(quantisation.Cost(card.Errors) <= quantisation.Allowed))
            return string.Create(
                CultureInfo.InvariantCulture,
                $"it costs {quantisation.Cost(card.Errors):F2} mm of error, more than the allowed {quantisation.Allowed} mm"
            );
        return null;
    }

    // Returns null if the model fell back to the CPU.
    private static LifterModel? LoadOnGpu(string path, LifterOptions options)
    {
        var model = LoadReducedOrFp32(path, options, Precision.Fp16);
        if (!model.IsOnCpu)
            return model;
        model.Dispose();
        return null;
    }

    private static LifterModel LoadReducedOrFp32(string path, LifterOptions options, Precision precision)
    {
        var reducedPath = ReducedPath(path, precision);
        if (!File.Exists(reducedPath))
            return LoadFp32(path, options, $"there is no {Path.GetFileName(reducedPath)} in its folder");
        try
        {
            return LoadReduced(path, options, precision);
        }
        catch (ModelException e)
        {
            return LoadFp32(path, options, e.Message);
        }
    }

    private static LifterModel LoadReduced(string path, LifterOptions options, Precision precision)
    {
        var reducedPath = ReducedPath(path, precision);
        var model = LifterModel.Open(reducedPath, options);
        if (Mismatch(model.Card, precision, LifterModel.Hash(path)) is { } mismatch)
        {
            model.Dispose();
            throw new ModelException($"{reducedPath}: {mismatch}");
        }

        return model.WithReason(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Card.Precision}: {model.Card.Quantisation!.Cost(model.Card.Errors):+0.00;-0.00} mm of error on the test subjects, and its "
                    + $"canary passes on this {(model.IsOnCpu ? "processor" : "GPU")}"
            )
        );
    }

    // If CUDA or TensorRT is requested but not available, loading reports the error.
    private static bool MayUseGpu(Device requested) =>
        requested is Device.Cuda or Device.TensorRt || DeviceChoice.Of(requested, DeviceFacts.OfThisProcess()).Device != Device.Cpu;

    // Loads exactly the named file, which must have the requested precision.
    private static LifterModel LoadNamed(string path, LifterOptions options)
    {
        var model = LifterModel.Open(path, options);
        if (options.Precision == Precision.Auto || model.Card.Precision == NameOf(options.Precision))
            return model.WithReason($"{model.Card.Precision}, the precision of the named file");
        model.Dispose();
        throw new ModelException(
            options.Precision == Precision.Fp32
                ? $"model {path}: it is {model.Card.Precision}, but --precision fp32 was requested"
                : $"model {path}: it is {model.Card.Precision}, and there is no {Path.GetFileName(ReducedPath(path, options.Precision))} in its folder; "
                    + $"'streamlift quantize' creates one"
        );
    }

    private static LifterModel LoadFp32(string path, LifterOptions options, string reason)
    {
        var model = LifterModel.Open(path, options);
        return model.WithReason($"{model.Card.Precision}: {reason}");
    }

    private static bool HasSuffix(string path, Precision precision) => path.EndsWith($".{NameOf(precision)}.onnx", StringComparison.OrdinalIgnoreCase);

    private static string NameOf(Precision precision) => precision.ToString().ToLowerInvariant();
}
