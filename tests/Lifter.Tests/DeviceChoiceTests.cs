using Microsoft.ML.OnnxRuntime;
using StreamLift.Lifter.Gpu;
using StreamLift.Tests;

namespace StreamLift.Lifter.Tests;

public sealed class DeviceChoiceTests
{
    private static readonly string[] All = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"];
    private static readonly string[] CpuOnly = ["CPUExecutionProvider"];

    [Fact]
    public void Auto_takes_CUDA_where_a_GPU_is_and_never_TensorRT() =>
        Assert.Equal(new DeviceChoice(Device.Cuda, "CUDA: a GPU was found"), Choose(Device.Auto, All));

    [Fact]
    public void Auto_takes_the_CPU_without_a_provider_and_says_so_without_asking_the_driver() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU: this ONNX Runtime has no CUDA provider"),
            DeviceChoice.Of(Device.Auto, new DeviceFacts(CpuOnly, () => throw new InvalidOperationException("asked"))));

    [Fact]
    public void Auto_takes_the_CPU_without_a_driver_and_says_what_is_wrong_with_it() =>
        Assert.Equal(new DeviceChoice(Device.Cpu, "CPU: the NVIDIA driver finds no GPU"), Choose(Device.Auto, All, "the NVIDIA driver finds no GPU"));

    [Fact]
    public void The_CPU_that_is_asked_for_asks_nobody() =>
        Assert.Equal(
            new DeviceChoice(Device.Cpu, "CPU, as asked for"),
            DeviceChoice.Of(Device.Cpu, new DeviceFacts(All, () => throw new InvalidOperationException("asked"))));

    [Theory]
    [InlineData(Device.Cuda, "CUDA, as asked for")]
    [InlineData(Device.TensorRt, "TensorRT, as asked for")]
    public void What_is_asked_for_is_taken(Device asked, string why) => Assert.Equal(new DeviceChoice(asked, why), Choose(asked, All));

    [Theory]
    [InlineData(Device.Cuda, "--device cuda: this ONNX Runtime has no CUDA provider; a build with -p:OnnxRuntime=Microsoft.ML.OnnxRuntime.Gpu has it")]
    [InlineData(Device.TensorRt, "--device tensorrt: this ONNX Runtime has no TensorRT provider")]
    public void What_is_asked_for_and_not_compiled_in_is_an_error_that_says_which_build_has_it(Device asked, string said) =>
        Assert.StartsWith(said, Assert.Throws<ModelException>(() => Choose(asked, CpuOnly)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_asked_for_without_a_driver_is_an_error() =>
        Assert.StartsWith("--device cuda: there is no driver (--device auto", Assert.Throws<ModelException>(() => Choose(Device.Cuda, All, "there is no driver")).Message, StringComparison.Ordinal);

    [NoGpuFact]
    public void Here_a_GPU_that_is_asked_for_is_an_error_and_auto_serves_on_the_CPU_saying_why()
    {
        foreach (var device in (Device[])[Device.Cuda, Device.TensorRt])
            Assert.Contains($"--device {device.ToString().ToLowerInvariant()}: ", Assert.Throws<ModelException>(() => LifterModel.Open(ModelFile.Default, new LifterOptions { Device = device })).Message, StringComparison.Ordinal);
        using var model = LifterModel.Open(ModelFile.Default, new LifterOptions { Device = Device.Auto });
        Assert.Matches("^CPU: (this ONNX Runtime has no CUDA provider|.*NVIDIA driver)", model.Device);
    }

    // The real GPU package on a machine without CUDA: what RunnerFactory turns into words. A new package that wants another CUDA fails here.
    [NoGpuFact]
    public void A_provider_whose_libraries_are_missing_names_the_library_and_its_product()
    {
        var bytes = File.ReadAllBytes(ModelFile.Default);
        var cuda = Assert.Throws<OnnxRuntimeException>(() => SessionFactory.OnCuda(bytes, ProviderSettings.Cuda(0)));
        var tensorRt = Assert.Throws<OnnxRuntimeException>(() => SessionFactory.OnTensorRt(bytes, ProviderSettings.TensorRt(0, "keypoints", 34, new Buckets(8), false, Path.GetTempPath())));
        if (!OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
        {
            Assert.All((OnnxRuntimeException[])[cuda, tensorRt], e => Assert.DoesNotContain('\n', ProviderFailure.Words(e.Message)));
            return;
        }

        Assert.Matches(@"^lib(cublasLt|cublas|cudart)\.so\.13 or something that it needs was not found: CUDA 13 and cuDNN 9 must be", ProviderFailure.Words(cuda.Message));
        Assert.Matches(@"^lib(cublas|cudart|nvinfer|cudnn)\.so\.\d+ or something that it needs was not found: (CUDA 13 and cuDNN 9|TensorRT 10|cuDNN 9) must be", ProviderFailure.Words(tensorRt.Message));
    }

    private static DeviceChoice Choose(Device asked, string[] providers, string? problem = null) => DeviceChoice.Of(asked, new DeviceFacts(providers, () => problem));
}
