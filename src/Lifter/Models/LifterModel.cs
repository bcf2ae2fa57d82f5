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
/// A lifter network, loaded, checked against its card and warm. One may be shared by all lanes: <see cref="Run"/> may be called by
/// several threads at once.
/// </summary>
public sealed class LifterModel : IDisposable
{
    private readonly IBatchRunner _runner;
    private readonly string _device;
    private string _why;

    internal LifterModel(IBatchRunner runner, ModelCard card, string id, string device)
    {
        _runner = runner;
        Card = card;
        Features = FeatureCatalogue.Find(card.Features)!; // the card was checked
        Id = id;
        IdUtf8 = Encoding.UTF8.GetBytes(id);
        (_device, _why) = (device, card.Precision);
    }

    /// <summary>What the model says of itself.</summary>
    public ModelCard Card { get; }

    /// <summary>How its rows are made.</summary>
    public IPoseFeatures Features { get; }

    /// <summary><c>name@</c> and the first 12 hex digits of the SHA-256 of the file.</summary>
    public string Id { get; }

    /// <summary><see cref="Id"/> as records carry it.</summary>
    public ReadOnlyMemory<byte> IdUtf8 { get; }

    /// <summary>What inference runs on and computes in, and why, in a few words for the log.</summary>
    public string Device => $"{_device}; {_why}";

    /// <summary>Whether it runs on the CPU, whatever was asked for.</summary>
    internal bool IsOnCpu => _runner is CpuRunner;

    /// <summary>How many runs at once use the machine well.</summary>
    public int Parallel => _runner.Parallel;

    /// <summary>Numbers in an input row.</summary>
    public int InputWidth => Card.MissingFill.Length;

    /// <summary>
    /// Loads the model to serve: the file named, or the int8 or fp16 one beside it where that is sound (<see cref="LifterOptions.Precision"/>).
    /// </summary>
    /// <exception cref="ModelException">The file is missing, is no such model, or gives another output than its card says.</exception>
    public static LifterModel Load(string path, LifterOptions options) => ModelChoice.Load(path, options);

    /// <summary>Where <see cref="Load"/> looks for a model's int8: <c>X.int8.onnx</c> for <c>X.onnx</c>.</summary>
    public static string Int8Beside(string path) => ModelChoice.Beside(path, Precision.Int8);

    /// <summary>Where it looks for a model's fp16: <c>X.fp16.onnx</c> for <c>X.onnx</c>.</summary>
    public static string Fp16Beside(string path) => ModelChoice.Beside(path, Precision.Fp16);

    /// <summary>The SHA-256 of a model's file, lower-case hex.</summary>
    /// <exception cref="ModelException">It can't be read.</exception>
    public static string Hash(string path) => Hash(ReadFile(path));

    /// <summary>Loads this very file from bytes that were read once and hashed, and runs its canary.</summary>
    /// <exception cref="ModelException">The file is missing, is no such model, or gives another output than its card says.</exception>
    public static LifterModel Open(string path, LifterOptions options)
    {
        var bytes = ReadFile(path);
        var hash = Hash(bytes);
        if (options.ModelSha256.Length > 0 && !hash.Equals(options.ModelSha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelException($"model {path}: its SHA-256 is {hash}, not the one that --model-sha256 asks for");
        ExternalDataCheck.Check(bytes, path);
        // every model can be read on the CPU, whichever device it is for
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
                    $"model {path}: it gives no sigma, which --sigma asks for: serve a model that 'streamlift model' shows one of, or leave --sigma away"
                );
            return model;
        }
        catch (DeviceLostException e)
        {
            owner.Dispose();
            throw new ModelException($"model {path}: {e.Message}", e); // it serves nothing yet
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    /// <summary>Lifts rows: <paramref name="input"/> holds rows × <see cref="InputWidth"/> numbers, <paramref name="output"/> takes rows × 51, mm: in the
    /// axes of the camera as <see cref="Features"/> turned it. <paramref name="sigma"/> takes rows × 17, mm, of a model whose card has them; empty, they
    /// are not asked for.</summary>
    /// <exception cref="ModelException">The runtime refuses.</exception>
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

    /// <summary>Says why it was chosen.</summary>
    internal LifterModel WithReason(string why)
    {
        _why = why;
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
