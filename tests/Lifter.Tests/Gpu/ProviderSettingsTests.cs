using StreamLift.Lifter.Gpu;

namespace StreamLift.Lifter.Tests.Gpu;

public sealed class ProviderSettingsTests
{
    [Fact]
    public void CUDA_captures_graphs_on_the_stream_it_is_given_and_computes_fp32_as_such()
    {
        var settings = ProviderSettings.Cuda(unchecked((nint)0x7fffdeadbeef));
        Assert.Equal("1", settings["enable_cuda_graph"]);
        Assert.Equal("0", settings["use_tf32"]);
        Assert.Equal("140736929316591", settings["user_compute_stream"]);
    }

    [Theory]
    [InlineData(false, "0")]
    [InlineData(true, "1")]
    public void TensorRT_builds_one_engine_for_all_buckets_in_the_model_s_precision_and_keeps_it(bool isFp16, string flag)
    {
        var settings = ProviderSettings.TensorRt(1, "keypoints", 34, new Buckets(256), isFp16, "/engines/a");
        Assert.Equal(("keypoints:8x34", "keypoints:256x34", "keypoints:256x34"), (settings["trt_profile_min_shapes"], settings["trt_profile_opt_shapes"], settings["trt_profile_max_shapes"]));
        Assert.Equal((flag, "1", "/engines/a"), (settings["trt_fp16_enable"], settings["trt_engine_cache_enable"], settings["trt_engine_cache_path"]));
        Assert.Equal("0", settings["trt_cuda_graph_enable"]);
    }
}
