using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The folder where TensorRT's engine for one model lies. ONNX Runtime names an engine by the graph's structure and not by its weights, so that one of an
/// earlier training would be served for a new model: each model's hash has a folder of its own. So has each largest batch, GPU and version of ONNX Runtime. An
/// engine is code, in effect: nobody else may write there.
/// </summary>
internal sealed class EngineCache
{
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <param name="root">The folder of all engines; empty: below the user's cache folder.</param>
    /// <param name="hash">The SHA-256 of the model's file.</param>
    /// <param name="buckets">Batch sizes.</param>
    /// <param name="gpu">The GPU's name.</param>
    /// <param name="runtime">ONNX Runtime's version.</param>
    public EngineCache(string root, string hash, Buckets buckets, string gpu, string runtime)
    {
        var name = $"{hash[..16]}-{buckets.Largest}-{gpu}-{runtime}";
        Folder = Path.Combine(root.Length > 0 ? root : Default(), string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')));
    }

    /// <summary>Where the engine lies, or will.</summary>
    public string Folder { get; }

    /// <summary>Whether an engine was built before.</summary>
    public bool HasEngine => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, "*.engine").Any();

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="ModelException">It can't be made, or others may write there.</exception>
    public void Prepare()
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Folder);
                return;
            }

            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var folder in (string[])[Folder, Path.GetDirectoryName(Path.GetFullPath(Folder))!])
                if ((File.GetUnixFileMode(folder) & OthersMayWrite) != 0)
                    throw new ModelException(
                        $"engine cache {folder}: others may write there, and an engine is code: chmod go-w, or --engine-cache names another folder"
                    );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"engine cache {Folder}: {e.Message} (--engine-cache names another folder)", e);
        }
    }

    /// <summary>Throws away what is there, so that it is built anew.</summary>
    public void Clear() => Directory.Delete(Folder, recursive: true);

    private static string Default()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return Path.Combine(cache, "streamlift", "engines");
        var home = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home)
            ? throw new ModelException("TensorRT keeps its engines in a folder, and this user has no home: --engine-cache names one")
            : Path.Combine(home, OperatingSystem.IsWindows() ? "" : ".cache", "streamlift", "engines");
    }
}
