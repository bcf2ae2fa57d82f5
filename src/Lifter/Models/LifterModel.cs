using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Stage;
using StreamLift.Poses;
using StreamLift.Poses.Features;
using StreamLift.Poses.ModelCards;

namespace StreamLift.Lifter.Models;

/// <summary>
/// A lifter network that is loaded and checked against its model card. All lanes may share one model, because <see cref="Run"/> is
/// thread-safe.
/// </summary>
public sealed class LifterModel : IDisposable
{
    private readonly IBatchRunner _runner;
    private readonly string _device;
    private string _reason;

    internal LifterModel(IBatchRunner runner, ModelCard card, string id, string device)
    {
        _runner = runner;
        Card = card;
        Features = FeatureCatalogue.Find(card.Features)!; // CardReader has checked the features
        Id = id;
        IdUtf8 = Encoding.UTF8.GetBytes(id);
        (_device, _reason) = (device, card.Precision);
    }

    /// <summary>The model card.</summary>
    public ModelCard Card { get; }

    /// <summary>The features that its input rows consist of.</summary>
    public IPoseFeatures Features { get; }

    /// <summary>The id: <c>name@</c> and the first 12 hex digits of the file's SHA-256.</summary>
    public string Id { get; }

    /// <summary><see cref="Id"/> in UTF-8, as output records carry it.</summary>
    public ReadOnlyMemory<byte> IdUtf8 { get; }

    /// <summary>The device, the precision and the reason for each, in a few words for the log.</summary>
    public string Device => $"{_device}; {_reason}";

    /// <summary>Whether it runs on the CPU, even if another device was requested.</summary>
    internal bool IsOnCpu => _runner is CpuRunner;

    /// <summary>The number of parallel runs that use the device fully.</summary>
    public int Parallel => _runner.Parallel;

    /// <summary>The number of values in an input row.</summary>
    public int InputWidth => Card.MissingFill.Length;

    /// <summary>
    /// Loads the model to serve: the named file, or its int8 or fp16 file in the same folder if that is valid (<see cref="LifterOptions.Precision"/>).
    /// </summary>
    /// <exception cref="ModelException">The file is missing or not a lifter model, or its output differs from its card.</exception>
    public static LifterModel Load(string path, LifterOptions options) => ModelChoice.Load(path, options);

    /// <summary>The path where <see cref="Load"/> looks for the int8 file of a model: <c>X.int8.onnx</c> for <c>X.onnx</c>.</summary>
    public static string Int8Beside(string path) => ModelChoice.ReducedPath(path, Precision.Int8);

    /// <summary>The path where <see cref="Load"/> looks for the fp16 file of a model: <c>X.fp16.onnx</c> for <c>X.onnx</c>.</summary>
    public static string Fp16Beside(string path) => ModelChoice.ReducedPath(path, Precision.Fp16);

    /// <summary>Computes the SHA-256 of a model file, in lower-case hex.</summary>
    /// <exception cref="ModelException">The file cannot be read.</exception>
    public static string Hash(string path) => Hash(ReadFile(path));

    /// <summary>Loads exactly this file and runs its canary. The file is read once, so the hash is that of the loaded bytes.</summary>
    /// <exception cref="ModelException">The file is missing or not a lifter model, or its output differs from its card.</exception>
    public static LifterModel Open(string path, LifterOptions options)
    {
        var bytes = ReadFile(path);
        var hash = Hash(bytes);
        if (options.ModelSha256.Length > 0 && !hash.Equals(options.ModelSha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelException($"model {path}: its SHA-256 is {hash}, not the one given by --model-sha256");
        ExternalDataCheck.Check(bytes, path);
        // ONNX Runtime can load every model on the CPU, so the card is read there.
        var session = SessionFactory.OnCpu(bytes, path);
        IDisposable owner = session;
        try
        {
            var card = CardReader.Read(session, path);
            var (runner, device) = new RunnerFactory(bytes, path, hash, card, options).Create(session);
            owner = runner;
            var model = new LifterModel(runner, card, $"{card.Name}@{hash[..12]}", device);
            CanaryCheck.Run(model, path);
            if (options.Sigma && card.Sigma is null)
                throw new ModelException(
                    $"model {path}: it has no sigma output, which --sigma requires; serve a model for which 'streamlift model' shows sigma, or omit --sigma"
                );
            return model;
        }
        catch (DeviceLostException e)
        {
            owner.Dispose();
            throw new ModelException($"model {path}: {e.Message}", e); // The model does not serve yet, so this is a model error and not a lost device.
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Runs inference on a batch of rows. The poses are in the axes of the camera as rotated by <see cref="Features"/>.</summary>
    /// <param name="input">The input: rows × <see cref="InputWidth"/> values.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="output">Receives the poses: rows × 51 values in mm.</param>
    /// <param name="sigma">Receives the sigmas: rows × 17 values in mm. Empty if they are not requested. The model's card must declare them.</param>
    /// <exception cref="ModelException">ONNX Runtime reported an error.</exception>
    /// <exception cref="DeviceLostException">The GPU failed.</exception>
    public void Run(ReadOnlySpan<float> input, int rows, Span<float> output, Span<float> sigma = default)
    {
        if (rows == 0)
            return;
        try
        {
            _runner.Run(
                input[..(rows * InputWidth)],
                rows,
                output[..(rows * LiftBatch.PoseWidth)],
                sigma.IsEmpty ? default : sigma[..(rows * LiftBatch.SigmaWidth)]
            );
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"model {Id}: inference of {rows} rows on {Device} failed: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    /// <summary>Sets the precision and the reason that <see cref="Device"/> shows.</summary>
    internal LifterModel WithReason(string reason)
    {
        _reason = reason;
        return this;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"model {path}: {(Directory.Exists(path) ? "it is a folder" : e.Message)}; name another file", e);
        }
    }
}
