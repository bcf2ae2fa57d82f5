using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class EngineCacheTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("streamlift-engines-").FullName;

    [Fact]
    public void Each_model_batch_GPU_and_runtime_has_a_folder_of_its_own()
    {
        var folders = new[] { Cache(), Cache(hash: 'b'), Cache(maxBatch: 512), Cache(gpu: "NVIDIA L4"), Cache(runtime: "1.30.0") }.Select(cache => cache.Folder).ToList();
        Assert.Equal(folders.Count, folders.Distinct().Count());
        Assert.All(folders, folder => Assert.Equal(_root, Path.GetDirectoryName(folder)));
        Assert.Equal(Cache().Folder, Cache().Folder);
        Assert.Equal(_root, Path.GetDirectoryName(Cache(gpu: "../../etc/GPU 7").Folder));
    }

    [Fact]
    public void It_is_made_for_its_owner_alone_and_knows_whether_an_engine_is_there()
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
    public void A_folder_that_others_may_write_to_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
        Assert.Contains("others may write there", Assert.Throws<ModelException>(Cache().Prepare).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var cache = Cache();
        cache.Prepare();
        File.SetUnixFileMode(cache.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupWrite);
        Assert.Contains(cache.Folder, Assert.Throws<ModelException>(cache.Prepare).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_can_t_be_made_is_an_error_that_names_the_option()
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
