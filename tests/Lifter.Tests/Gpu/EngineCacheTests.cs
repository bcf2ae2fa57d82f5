using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class EngineCacheTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("streamlift-engines-").FullName;

    [Fact]
    public void Engine_cache_has_one_folder_per_model_batch_size_GPU_and_runtime()
    {
        var folders = new[] { Cache(), Cache(hash: 'b'), Cache(maxBatch: 512), Cache(gpu: "NVIDIA L4"), Cache(runtime: "1.30.0") }
            .Select(cache => cache.Folder)
            .ToList();
        Assert.Equal(folders.Count, folders.Distinct().Count());
        Assert.All(folders, folder => Assert.Equal(_root, Path.GetDirectoryName(folder)));
        Assert.Equal(Cache().Folder, Cache().Folder);
        Assert.Equal(_root, Path.GetDirectoryName(Cache(gpu: "../../etc/GPU 7").Folder));
    }

    [Fact]
    public void Engine_cache_folder_is_private_to_its_owner_and_reports_a_cached_engine()
    {
        var cache = Cache();
        Assert.False(cache.HasEngine);
        cache.Prepare();
        Assert.False(cache.HasEngine);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cache.Folder));
        File.WriteAllText(Path.Combine(cache.Folder, "x.engine"), "");
        cache.Prepare();
        Assert.True(cache.HasEngine);
        cache.Clear();
        Assert.False(Directory.Exists(cache.Folder));
    }

    [Fact]
    public void Engine_cache_folder_that_others_may_write_to_is_refused()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Assert.Contains("other users may write to it", Assert.Throws<ModelException>(Cache().Prepare).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cache = Cache();
        cache.Prepare();
        File.SetUnixFileMode(cache.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        Assert.Contains(cache.Folder, Assert.Throws<ModelException>(cache.Prepare).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_cache_folder_that_cannot_be_created_is_an_error_that_names_the_option()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");
        var refused = Assert.Throws<ModelException>(new EngineCache(file, new string('a', 64), new Buckets(256), "GPU", "1").Prepare);
        Assert.Contains("--engine-cache", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private EngineCache Cache(char hash = 'a', int maxBatch = 256, string gpu = "NVIDIA H100 80GB HBM3", string runtime = "1.29.0") =>
        new(_root, new string(hash, 64), new Buckets(maxBatch), gpu, runtime);
}
