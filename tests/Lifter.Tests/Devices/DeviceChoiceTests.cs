using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Inference;
using StreamLift.Lifter.Models;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests.Devices;

public sealed class DeviceChoiceTests
{
    private static readonly string[] All = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"];
    private static readonly string[] CpuOnly = ["CPUExecutionProvider"];

    [Fact]
    public void Device_auto_takes_CUDA_where_a_GPU_is_found_and_never_TensorRT() =>
        Assert.Equal(new DeviceChoice(Device.Cuda, "CUDA: a GPU was found"), Choose(Device.Auto, All));

    [Fact]
    public void Device_auto_takes_the_CPU_without_a_CUDA_provider_and_does_not_call_the_driver() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU: this build of ONNX Runtime has no CUDA execution provider"),
            DeviceChoice.Of(Device.Auto, new DeviceFacts(CpuOnly, () => throw new InvalidOperationException("the driver was called")))
        );

    [Fact]
    public void Device_auto_takes_the_CPU_without_a_driver_and_gives_the_reason() =>
        Assert.Equal(new DeviceChoice(Device.Cpu, "CPU: the NVIDIA driver finds no GPU"), Choose(Device.Auto, All, "the NVIDIA driver finds no GPU"));

    [Fact]
    public void Device_cpu_is_taken_without_calling_the_driver() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU, as requested"),
            DeviceChoice.Of(Device.Cpu, new DeviceFacts(All, () => throw new InvalidOperationException("the driver was called")))
        );

    [Theory]
    [InlineData(Device.Cuda, "CUDA, as requested")]
    [InlineData(Device.TensorRt, "TensorRT, as requested")]
    public void Device_cuda_or_tensorrt_is_taken_when_requested(Device requested, string why) =>
        Assert.Equal(new DeviceChoice(requested, why), Choose(requested, All));

    [Theory]
    [InlineData(
        Device.Cuda,
        "--device cuda: this build of ONNX Runtime has no CUDA execution provider; build with -p:OnnxRuntime=Microsoft.ML.OnnxRuntime.Gpu to add it"
    )]
    [InlineData(Device.TensorRt, "--device tensorrt: this build of ONNX Runtime has no TensorRT execution provider")]
    public void Requested_GPU_provider_that_the_build_lacks_is_an_error(Device requested, string message) =>
        Assert.StartsWith(message, Assert.Throws<ModelException>(() => Choose(requested, CpuOnly)).Message, StringComparison.Ordinal);

    [Fact]
    public void Requested_GPU_without_a_driver_is_an_error() =>
        Assert.StartsWith(
            "--device cuda: there is no driver (--device auto",
            Assert.Throws<ModelException>(() => Choose(Device.Cuda, All, "there is no driver")).Message,
            StringComparison.Ordinal
        );

    [NoGpuFact]
    public void Machine_without_a_GPU_refuses_a_GPU_device_and_auto_gives_the_reason_for_the_CPU()
    {
        foreach (var device in (Device[])[Device.Cuda, Device.TensorRt])
            Assert.Contains(
                $"--device {device.ToString().ToLowerInvariant()}: ",
                Assert.Throws<ModelException>(() => LifterModel.Open(ModelFile.Default, new LifterOptions { Device = device })).Message,
                StringComparison.Ordinal
            );
        using var model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Auto });
        Assert.Matches("^CPU: (this build of ONNX Runtime has no CUDA execution provider|.*NVIDIA driver)", model.Device);
    }

    // This uses the real GPU package on a machine without CUDA. The test fails if a new package needs another CUDA version.
    [NoGpuFact]
    public void GPU_provider_with_missing_libraries_names_the_library_and_its_product()
    {
        var bytes = File.ReadAllBytes(ModelFile.Default);
        var cuda = Assert.Throws<OnnxRuntimeException>(() => SessionFactory.OnCuda(bytes, ProviderSettings.Cuda(0)));
        var tensorRt = Assert.Throws<OnnxRuntimeException>(() =>
            SessionFactory.OnTensorRt(bytes, ProviderSettings.TensorRt(0, "keypoints", 34, new Buckets(8), false, Path.GetTempPath()))
        );
        if (!OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
        {
            Assert.All((OnnxRuntimeException[])[cuda, tensorRt], e => Assert.DoesNotContain('\n', ProviderFailure.Describe(e.Message)));
            return;
        }

        Assert.Matches(
            @"^lib(cublasLt|cublas|cudart)\.so\.13 or one of its dependencies was not found: CUDA 13 and cuDNN 9 must be",
            ProviderFailure.Describe(cuda.Message)
        );
        Assert.Matches(
            @"^lib(cublas|cudart|nvinfer|cudnn)\.so\.\d+ or one of its dependencies was not found: (CUDA 13 and cuDNN 9|TensorRT 10|cuDNN 9) must be",
            ProviderFailure.Describe(tensorRt.Message)
        );
    }

    private static DeviceChoice Choose(Device requested, string[] providers, string? problem = null) =>
        DeviceChoice.Of(requested, new DeviceFacts(providers, () => problem));
}
