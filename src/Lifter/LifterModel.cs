using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using StreamLift.Poses;

namespace StreamLift.Lifter;

/// <summary>
/// A lifter network, loaded, checked against its card and warm. One may be shared by all lanes: <see cref="Run"/> may be called by
/// several threads at once.
/// </summary>
public sealed class LifterModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly string _device;
    private string _why;

    private LifterModel(InferenceSession session, ModelCard card, string id, string device)
    {
        _session = session;
        Card = card;
        Features = FeatureCatalogue.Find(card.Features)!; // the card was checked
        Id = id;
        IdUtf8 = Encoding.UTF8.GetBytes(id);
        (_device, _why) = (device, card.Precision);
        _inputNames = [session.InputNames[0]];
        _outputNames = [session.OutputNames[0]];
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
    internal bool IsOnCpu => _device.StartsWith("CPU", StringComparison.Ordinal);

    /// <summary>How many runs at once use the machine well.</summary>
    public int Parallel { get; private init; }

    /// <summary>Numbers in an input row.</summary>
    public int InputWidth => Card.MissingFill.Length;

    /// <summary>Loads the model to serve: the file named, or the int8 one beside it where that is sound (<see cref="LifterOptions.Precision"/>).</summary>
    /// <exception cref="ModelException">The file is missing, is no such model, or gives another output than its card says.</exception>
    public static LifterModel Load(string path, LifterOptions options) => ModelChoice.Load(path, options);

    /// <summary>Where <see cref="Load"/> looks for a model's int8: <c>X.int8.onnx</c> for <c>X.onnx</c>.</summary>
    public static string Int8Beside(string path) => ModelChoice.Beside(path);

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
        OneFile.Check(bytes, path);
        var (session, device) = SessionFactory.Create(bytes, path, options);
        try
        {
            var card = CardReader.Read(session, path);
            var id = $"{card.Name}@{hash[..12]}";
            var model = new LifterModel(session, card, id, device) { Parallel = SessionFactory.Parallel(device, options) };
            CanaryCheck.Run(model, path);
            return model;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Lifts rows: <paramref name="input"/> holds rows × <see cref="InputWidth"/> numbers, <paramref name="output"/> takes rows × 51, mm: in the
    /// axes of the camera as <see cref="Features"/> turned it.</summary>
    public unsafe void Run(ReadOnlySpan<float> input, int rows, Span<float> output)
    {
        if (rows == 0) return;
        var taken = input[..(rows * InputWidth)];
        var given = output[..(rows * LiftBatch.PoseWidth)];
        fixed (float* from = taken)
        fixed (float* to = given)
        {
            using var inputValue = Tensor(from, rows, InputWidth);
            using var outputValue = Tensor(to, rows, LiftBatch.PoseWidth);
            try
            {
                _session.Run(_runOptions, _inputNames, [inputValue], _outputNames, [outputValue]);
            }
            catch (OnnxRuntimeException e)
            {
                throw new ModelException($"model {Id}: inference of {rows} rows on {Device} failed: {e.Message}", e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    /// <summary>Says why it was chosen.</summary>
    internal LifterModel Because(string why)
    {
        _why = why;
        return this;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static unsafe OrtValue Tensor(float* data, int rows, int width) =>
        OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float,
            [rows, width], (nint)data, (long)rows * width * sizeof(float));

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"model {path}: {e.Message} (--model names another file)", e);
        }
    }
}
