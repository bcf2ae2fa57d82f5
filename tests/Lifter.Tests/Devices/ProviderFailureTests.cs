using StreamLift.Lifter.Devices;

namespace StreamLift.Lifter.Tests.Devices;

public sealed class ProviderFailureTests
{
    [Theory]
    [InlineData(
        "[ErrorCode:RuntimeException] /onnxruntime/core/session/provider_bridge_ort.cc:1778 onnxruntime::Provider& "
            + "onnxruntime::ProviderLibrary::Get() Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.13: cannot open "
            + "shared object file: No such file or directory\n",
        "libcublasLt.so.13 or one of its dependencies was not found: CUDA 13 and cuDNN 9 must be on the loader's path (LD_LIBRARY_PATH, PATH)"
    )]
    [InlineData(
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open shared object file: No such file or directory",
        "libcudnn.so.9 or one of its dependencies was not found: cuDNN 9 must be on the loader's path (LD_LIBRARY_PATH, PATH)"
    )]
    [InlineData(
        "Failed to load library libonnxruntime_providers_tensorrt.so with error: libnvinfer.so.10: cannot open shared object file: No such file or directory",
        "libnvinfer.so.10 or one of its dependencies was not found: TensorRT 10 must be on the loader's path (LD_LIBRARY_PATH, PATH)"
    )]
    [InlineData(
        "Failed to load library libonnxruntime_providers_shared.so with error: libonnxruntime_providers_shared.so: cannot open shared object file: "
            + "No such file or directory",
        "libonnxruntime_providers_shared.so or one of its dependencies was not found: this build lacks ONNX Runtime's GPU package"
    )]
    [InlineData(
        "LoadLibrary failed with error 126 \"\" when trying to load \"C:\\app\\onnxruntime_providers_cuda.dll\"",
        "onnxruntime_providers_cuda.dll or one of its dependencies was not found: CUDA 13 and cuDNN 9 must be on the loader's path (LD_LIBRARY_PATH, PATH)"
    )]
    public void Provider_failure_names_the_missing_library_and_its_product(string message, string expected) =>
        Assert.Equal(expected, ProviderFailure.Describe(message));

    [Fact]
    public void Provider_failure_of_another_kind_is_the_first_line_of_the_runtime() =>
        Assert.Equal(
            "CUDA failure 35: CUDA driver version is insufficient",
            ProviderFailure.Describe("CUDA failure 35: CUDA driver version is insufficient\n at somewhere")
        );
}
