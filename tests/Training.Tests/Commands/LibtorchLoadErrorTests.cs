using StreamLift.Training.Commands;

namespace StreamLift.Training.Tests.Commands;

public sealed class LibtorchLoadErrorTests
{
    // The exceptions of TorchSharp 0.107 when the loader refuses its library, as seen with the unpatched library on Debian 12.
    [Fact]
    public void A_TorchSharp_type_that_failed_to_initialise_is_a_libtorch_problem()
    {
        var problem = LibtorchLoadError.Of(new InvalidOperationException("", new TypeInitializationException("TorchSharp.torch", new NotSupportedException())));
        Assert.StartsWith("libtorch can't be loaded on ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_native_library_is_a_libtorch_problem() => Assert.NotNull(LibtorchLoadError.Of(new DllNotFoundException()));

    [Fact]
    public void A_type_of_another_library_that_failed_to_initialise_is_no_libtorch_problem() =>
        Assert.Null(LibtorchLoadError.Of(new TypeInitializationException("System.Text.Json.Any", new IOException())));
}
