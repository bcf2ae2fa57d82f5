#pragma warning disable IDE1006, CS8981
namespace TorchSharp;

/// <summary>Tensors' making, and the process's settings.</summary>
public static partial class torch
{
    /// <summary>The one that the stand-in has.</summary>
    public enum ScalarType
    {
        Float32 = 6,
    }

    public static DisposeScope NewDisposeScope() => new();

    public static IDisposable no_grad() => new GradMode();

    public static Generator manual_seed(long seed)
    {
        Native.standin_manual_seed(seed);
        return new Generator();
    }

    public static int get_num_threads() => Native.standin_get_threads();

    public static void set_num_threads(int num) => Native.standin_set_threads(num);

    public static unsafe Tensor tensor(
        float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        long count = 1;
        foreach (var size in dimensions)
            count *= size;
        if (count != rawArray.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {rawArray.Length} numbers, not {count}");
        fixed (float* numbers = rawArray)
        fixed (long* shape = dimensions)
            return Made(new Tensor(Native.Checked(Native.standin_tensor(numbers, shape, dimensions.Length))), requires_grad, names);
    }

    public static Tensor empty(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Filled("empty", "memory_format", rows, columns), requires_grad, names);

    public static Tensor ones(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Filled("ones", "", size), requires_grad, names);

    public static Tensor ones(int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Filled("ones", "", rows, columns), requires_grad, names);

    public static Tensor zeros(int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Filled("zeros", "", size), requires_grad, names);

    private static unsafe Tensor Filled(string name, string overload, params ReadOnlySpan<long> shape)
    {
        fixed (long* sizes = shape)
            return Native.Call(name, overload, Argument.List(sizes, shape.Length));
    }

    private static Tensor Made(Tensor tensor, bool requiresGrad, string[]? names)
    {
        if (names is not null)
            throw new NotSupportedException("the stand-in has no named dimensions");
        if (requiresGrad)
            Native.Check(Native.standin_requires_grad(tensor.Handle, true));
        return tensor;
    }

    /// <summary>There is none.</summary>
    public static class cuda
    {
        public static bool is_available() => false;
    }

    /// <summary>None can be had: everything is on the CPU.</summary>
    public sealed class Device
    {
        private Device()
        {
        }
    }

    /// <summary>libtorch's own.</summary>
    public class Generator
    {
        internal Generator()
        {
        }
    }

    private sealed class GradMode : IDisposable
    {
        private readonly bool _before = Native.standin_set_grad_mode(false);

        public void Dispose() => Native.standin_set_grad_mode(_before);
    }
}
