using System.Globalization;

namespace StreamLift.Lifter.Gpu;

/// <summary>What ONNX Runtime's GPU providers are told. Keys: onnxruntime.ai, CUDA-ExecutionProvider.html and TensorRT-ExecutionProvider.html.</summary>
internal static class ProviderSettings
{
    /// <summary>For CUDA: every node in one graph a bucket, fp32 as such, no more memory than is used.</summary>
    /// <param name="stream">To compute on.</param>
    public static Dictionary<string, string> Cuda(nint stream) =>
        new()
        {
            ["device_id"] = Text(CudaDriver.Gpu),
            ["has_user_compute_stream"] = "1",
            ["user_compute_stream"] = Text(stream),
            ["enable_cuda_graph"] = "1",
            ["use_tf32"] = "0", // 10 bits of 23: who wants that asks for fp16, whose card says what it costs
            ["arena_extend_strategy"] = "kSameAsRequested",
        };

    /// <summary>For TensorRT: an engine for all buckets, kept in a folder.</summary>
    /// <param name="stream">To compute on.</param>
    /// <param name="input">The name of the network's input.</param>
    /// <param name="width">Numbers in its rows.</param>
    /// <param name="buckets">Batch sizes.</param>
    /// <param name="isFp16">Whether the model is.</param>
    /// <param name="folder">For the engine.</param>
    public static Dictionary<string, string> TensorRt(nint stream, string input, int width, Buckets buckets, bool isFp16, string folder) =>
        new()
        {
            ["device_id"] = Text(CudaDriver.Gpu),
            ["has_user_compute_stream"] = "1",
            ["user_compute_stream"] = Text(stream),
            ["trt_fp16_enable"] = isFp16 ? "1" : "0",
            ["trt_profile_min_shapes"] = Shape(input, buckets.Smallest, width),
            ["trt_profile_opt_shapes"] = Shape(input, buckets.Largest, width),
            ["trt_profile_max_shapes"] = Shape(input, buckets.Largest, width),
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = folder,
            ["trt_timing_cache_enable"] = "1",
            ["trt_timing_cache_path"] = folder,
            ["trt_cuda_graph_enable"] = "0", // one a session, whatever the shape
        };

    private static string Shape(string input, int rows, int width) => string.Create(CultureInfo.InvariantCulture, $"{input}:{rows}x{width}");

    private static string Text(nint number) => number.ToString(CultureInfo.InvariantCulture);
}
