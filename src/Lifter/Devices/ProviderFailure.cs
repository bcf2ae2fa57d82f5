using System.Text.RegularExpressions;

namespace StreamLift.Lifter.Devices;

/// <summary>Explains in one line why a compiled-in GPU provider does not work. The usual cause is a library that the loader does not find.</summary>
internal static class ProviderFailure
{
    private static readonly Regex NotFound = new(
        @"(?<library>[\w.+-]+\.so[\w.]*): cannot open shared object file|error 126 .*""(?<library>[^""]+)""",
        RegexOptions.CultureInvariant
    );

    // ONNX Runtime's GPU package is built against this version: its provider needs libcublas.so.13 and libcudart.so.13.
    private const int CudaMajor = 13;

    /// <summary>Names the missing library and the product that contains it. For any other failure, returns the first line of ONNX Runtime's message.</summary>
    public static string Describe(string message)
    {
        // With error 126, Windows names the library that failed to load, not the missing dependency.
        if (NotFound.Match(message) is { Success: true } match)
        {
            var library = Path.GetFileName(match.Groups["library"].Value.Replace('\\', '/'));
            return $"{library} or one of its dependencies was not found: {Remedy(library)}";
        }

        return message.Split('\n')[0].Trim();
    }

    private static string Remedy(string library) =>
        library switch
        {
            _ when library.Contains("nvinfer", StringComparison.Ordinal)
                    || library.Contains("nvonnxparser", StringComparison.Ordinal)
                    || library.Contains("tensorrt", StringComparison.Ordinal) => "TensorRT 10 must be on the loader's path (LD_LIBRARY_PATH, PATH)",
            _ when library.Contains("cudnn", StringComparison.Ordinal) => "cuDNN 9 must be on the loader's path (LD_LIBRARY_PATH, PATH)",
            _ when library.Contains("onnxruntime", StringComparison.Ordinal) && !library.Contains("cuda", StringComparison.Ordinal) =>
                "this build lacks ONNX Runtime's GPU package",
            _ => $"CUDA {CudaMajor} and cuDNN 9 must be on the loader's path (LD_LIBRARY_PATH, PATH)",
        };
}
