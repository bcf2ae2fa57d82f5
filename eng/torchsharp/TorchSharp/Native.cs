using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>native/standin.cpp.</summary>
internal static unsafe partial class Native
{
    private const string Library = "TorchSharpStandIn";

    /// <summary>Calls an ATen operator; arguments that are not given are its schema's defaults.</summary>
    public static torch.Tensor Call(string name, string overload, params ReadOnlySpan<Argument> arguments)
    {
        fixed (Argument* first = arguments)
            return new torch.Tensor(Checked(standin_call($"aten::{name}", overload, first, arguments.Length)));
    }

    public static nint Checked(nint result) =>
        result != 0 ? result : throw new ExternalException(Marshal.PtrToStringUTF8(standin_problem()));

    public static void Check(bool done)
    {
        if (!done)
            throw new ExternalException(Marshal.PtrToStringUTF8(standin_problem()));
    }

    [LibraryImport(Library)]
    public static partial nint standin_tensor(float* numbers, long* shape, long dimensions);

    [LibraryImport(Library)]
    public static partial void standin_free(nint tensor);

    [LibraryImport(Library)]
    public static partial long standin_dimensions(nint tensor);

    [LibraryImport(Library)]
    public static partial long standin_size(nint tensor, long dimension);

    [LibraryImport(Library)]
    public static partial nint standin_data(nint tensor);

    [LibraryImport(Library)]
    public static partial nint standin_grad(nint tensor);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool standin_requires_grad(nint tensor, [MarshalAs(UnmanagedType.U1)] bool requiresGrad);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool standin_backward(nint tensor);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool standin_set_grad_mode([MarshalAs(UnmanagedType.U1)] bool enabled);

    [LibraryImport(Library)]
    public static partial void standin_manual_seed(long seed);

    [LibraryImport(Library)]
    public static partial void standin_set_threads(int threads);

    [LibraryImport(Library)]
    public static partial int standin_get_threads();

    [LibraryImport(Library)]
    private static partial nint standin_problem();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint standin_call(string name, string overload, Argument* arguments, long count);
}
