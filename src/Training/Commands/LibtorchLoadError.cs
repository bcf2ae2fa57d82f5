using System.Runtime.InteropServices;

namespace StreamLift.Training.Commands;

/// <summary>Recognizes that libtorch could not be loaded. TorchSharp reports this as an exception of a type initializer.</summary>
internal static class LibtorchLoadError
{
    /// <returns>One line with the cause and the remedies. Null: the exception has another cause.</returns>
    public static string? Of(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
            if (
                e is DllNotFoundException
                || e is TypeInitializationException { TypeName: var type } && type.StartsWith("TorchSharp.", StringComparison.Ordinal)
            )
                return $"libtorch can't be loaded on {RuntimeInformation.RuntimeIdentifier} ({RuntimeInformation.OSDescription}). TorchSharp supports "
                    + "linux-x64 (glibc), win-x64 and osx-arm64. "
                    + "On Linux, build the program on the machine that runs it, as ./streamlift train does: an older C++ library needs a patched copy of "
                    + "libtorch. --verbose shows the loader's message";
        return null;
    }
}
