using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Gpu;

/// <summary>
/// The folder of the TensorRT engine of one model. ONNX Runtime names an engine by the graph's structure and not by its weights, so a retrained model would
/// get the old engine. Therefore each combination of model hash, largest batch, GPU and ONNX Runtime version has its own folder. An engine contains executable
/// code, so other users must not have write access to the folder.
/// </summary>
internal sealed class EngineCache
{
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Determines the folder. It creates nothing.</summary>
    /// <param name="root">The folder of all engines, or empty for a folder below the user's cache folder.</param>
    /// <param name="hash">The SHA-256 of the model file.</param>
    /// <param name="buckets">The batch sizes.</param>
    /// <param name="gpu">The GPU's name.</param>
    /// <param name="runtime">ONNX Runtime's version.</param>
    public EngineCache(string root, string hash, Buckets buckets, string gpu, string runtime)
    {
        var name = $"{hash[..16]}-{buckets.Largest}-{gpu}-{runtime}";
        Folder = Path.Combine(root.Length > 0 ? root : Default(), string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')));
    }

    /// <summary>The folder of the engine. It may not exist yet.</summary>
    public string Folder { get; }

    /// <summary>Whether the folder has an engine.</summary>
    public bool HasEngine => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, "*.engine").Any();

    /// <summary>Creates the folder if it is missing.</summary>
    /// <exception cref="ModelException">The folder cannot be created, or other users have write access to it.</exception>
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
                        $"engine cache {folder}: other users may write to it, and an engine contains code; run chmod go-w, or name another folder "
                            + "with --engine-cache"
                    );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"engine cache {Folder}: {e.Message} (name another folder with --engine-cache)", e);
        }
    }

    /// <summary>Deletes the folder, so that the engine is built again.</summary>
    public void Clear() => Directory.Delete(Folder, recursive: true);

    private static string Default()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
            return Path.Combine(cache, "streamlift", "engines");
        var home = OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home)
            ? throw new ModelException("TensorRT needs a folder for its engines, and this user has no home folder; name one with --engine-cache")
            : Path.Combine(home, OperatingSystem.IsWindows() ? "" : ".cache", "streamlift", "engines");
    }
}
