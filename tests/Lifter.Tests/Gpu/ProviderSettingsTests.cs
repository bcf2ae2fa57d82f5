using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class ProviderSettingsTests
{
    [Fact]
    public void CUDA_provider_captures_graphs_on_the_given_stream_and_computes_full_fp32()
    {
        var settings = ProviderSettings.Cuda(unchecked((nint)0x7fffdeadbeef));
        Assert.Equal("1", settings["enable_cuda_graph"]);
        Assert.Equal("0", settings["use_tf32"]);
        Assert.Equal("140736929316591", settings["user_compute_stream"]);
    }

    [Theory]
    [InlineData(false, "0")]
    [InlineData(true, "1")]
    public void TensorRT_provider_caches_one_engine_for_all_buckets_in_the_model_precision(bool isFp16, string flag)
    {
        var settings = ProviderSettings.TensorRt(1, "keypoints", 34, new Buckets(256), isFp16, "/engines/a");
        Assert.Equal(
            ("keypoints:8x34", "keypoints:256x34", "keypoints:256x34"),
            (settings["trt_profile_min_shapes"], settings["trt_profile_opt_shapes"], settings["trt_profile_max_shapes"])
        );
        Assert.Equal((flag, "1", "/engines/a"), (settings["trt_fp16_enable"], settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"]));
        Assert.Equal("0", settings["trt_cuda_graph_enable"]);
    }
}
