using System.Text.RegularExpressions;

namespace StreamLift.Lifter.Devices;

/// <summary>Why a GPU provider that is compiled in doesn't work, in one line: mostly a library that the loader doesn't find.</summary>
internal static class ProviderFailure
{
    private static readonly Regex NotFound = new(
        @"(?<library>[\w.+-]+\.so[\w.]*): cannot open shared object file|error 126 .*""(?<library>[^""]+)""",
        RegexOptions.CultureInvariant
    );

    // what ONNX Runtime's GPU package is built against: the provider's libraries are named libcublas.so.13, libcudart.so.13
    private const int CudaMajor = 13;

    /// <summary>ONNX Runtime's words, or the library that is missing and where it is to be had.</summary>
    public static string Words(string message)
    {
        // with error 126 Windows names the library that was to be loaded, not the one that it wanted
        if (NotFound.Match(message) is { Success: true } match)
        {
            var library = Path.GetFileName(match.Groups["library"].Value.Replace('\\', '/'));
            return $"{library} or something that it needs was not found: {Remedy(library)}";
        }

        return message.Split('\n')[0].Trim();
    }

    private static string Remedy(string library) =>
        library switch
        {
            _ when library.Contains("nvinfer", StringComparison.Ordinal)
                    || library.Contains("nvonnxparser", StringComparison.Ordinal)
                    || library.Contains("tensorrt", StringComparison.Ordinal) => "TensorRT 10 must be where the loader looks (LD_LIBRARY_PATH, PATH)",
            _ when library.Contains("cudnn", StringComparison.Ordinal) => "cuDNN 9 must be where the loader looks (LD_LIBRARY_PATH, PATH)",
            _ when library.Contains("onnxruntime", StringComparison.Ordinal) && !library.Contains("cuda", StringComparison.Ordinal) =>
                "this build lacks ONNX Runtime's GPU package",
            _ => $"CUDA {CudaMajor} and cuDNN 9 must be where the loader looks (LD_LIBRARY_PATH, PATH)",
        };
}
