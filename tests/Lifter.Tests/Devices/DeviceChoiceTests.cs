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
    public void Device_auto_takes_the_CPU_without_a_CUDA_provider_and_asks_no_driver() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU: this ONNX Runtime has no CUDA provider"),
            DeviceChoice.Of(Device.Auto, new DeviceFacts(CpuOnly, () => throw new InvalidOperationException("asked")))
        );

    [Fact]
    public void Device_auto_takes_the_CPU_without_a_driver_and_gives_the_reason() =>
        Assert.Equal(new DeviceChoice(Device.Cpu, "CPU: the NVIDIA driver finds no GPU"), Choose(Device.Auto, All, "the NVIDIA driver finds no GPU"));

    [Fact]
    public void Device_cpu_is_taken_without_asking_the_driver() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU, as asked for"),
            DeviceChoice.Of(Device.Cpu, new DeviceFacts(All, () => throw new InvalidOperationException("asked")))
        );

    [Theory]
    [InlineData(Device.Cuda, "CUDA, as asked for")]
    [InlineData(Device.TensorRt, "TensorRT, as asked for")]
    public void Device_cuda_or_tensorrt_is_taken_when_requested(Device asked, string why) => Assert.Equal(new DeviceChoice(asked, why), Choose(asked, All));

    [Theory]
    [InlineData(Device.Cuda, "--device cuda: this ONNX Runtime has no CUDA provider; a build with -p:OnnxRuntime=Microsoft.ML.OnnxRuntime.Gpu has it")]
    [InlineData(Device.TensorRt, "--device tensorrt: this ONNX Runtime has no TensorRT provider")]
    public void Requested_GPU_provider_that_the_build_lacks_is_an_error(Device asked, string said) =>
        Assert.StartsWith(said, Assert.Throws<ModelException>(() => Choose(asked, CpuOnly)).Message, StringComparison.Ordinal);

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
        Assert.Matches("^CPU: (this ONNX Runtime has no CUDA provider|.*NVIDIA driver)", model.Device);
    }

    // The real GPU package on a machine without CUDA: what RunnerFactory turns into words. A new package that wants another CUDA fails here.
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
            Assert.All((OnnxRuntimeException[])[cuda, tensorRt], e => Assert.DoesNotContain('\n', ProviderFailure.Words(e.Message)));
            return;
        }

        Assert.Matches(
            @"^lib(cublasLt|cublas|cudart)\.so\.13 or something that it needs was not found: CUDA 13 and cuDNN 9 must be",
            ProviderFailure.Words(cuda.Message)
        );
        Assert.Matches(
            @"^lib(cublas|cudart|nvinfer|cudnn)\.so\.\d+ or something that it needs was not found: (CUDA 13 and cuDNN 9|TensorRT 10|cuDNN 9) must be",
            ProviderFailure.Words(tensorRt.Message)
        );
    }

    private static DeviceChoice Choose(Device asked, string[] providers, string? problem = null) =>
        DeviceChoice.Of(asked, new DeviceFacts(providers, () => problem));
}
