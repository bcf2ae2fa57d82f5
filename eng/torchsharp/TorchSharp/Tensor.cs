#pragma warning disable IDE1006, CS8981 // TorchSharp's names are PyTorch's.
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A float tensor in libtorch's memory.</summary>
    public class Tensor : IDisposable
    {
        private readonly DisposeScope? _scope;
        private nint _handle;

        internal Tensor(nint handle)
        {
            (_handle, _scope) = (handle, DisposeScope.Current);
            _scope?.Add(this);
        }

        ~Tensor() => Free();

        public long NumberOfElements => shape.Aggregate(1L, (product, size) => product * size);

        public long[] shape
        {
            get
            {
                var sizes = new long[Native.standin_dimensions(Handle)];
                for (var i = 0; i < sizes.Length; i++)
                    sizes[i] = Native.standin_size(Handle, i);
                return sizes;
            }
        }

        public unsafe Span<byte> bytes => new((void*)Native.Checked(Native.standin_data(Handle)), checked((int)NumberOfElements * sizeof(float)));

        public Tensor? grad
        {
            get => Native.standin_grad(Handle) is var gradient and not 0 ? new Tensor(gradient) : null;
            set => throw new NotSupportedException("the stand-in's gradients come from backward");
        }

        internal nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public Tensor add(Tensor target, Scalar alpha) => Native.Call("add", "Tensor", this, target, alpha.Value);

        public static Tensor operator -(Tensor left, Tensor right) => Native.Call("sub", "Tensor", left, right);

        public static Tensor operator *(Tensor left, Tensor right) => Native.Call("mul", "Tensor", left, right);

        public static Tensor operator /(Tensor left, Tensor right) => Native.Call("div", "Tensor", left, right);

        public Tensor square() => Native.Call("square", "", this);

        public Tensor copy_(Tensor source, bool non_blocking = false) => Native.Call("copy_", "", this, source, non_blocking);

        public Tensor zero_() => Native.Call("zero_", "", this);

        public Tensor cuda(Device? device = null, bool non_blocking = false) => throw new NotSupportedException("the stand-in is on the CPU");

        public Tensor sign() => Native.Call("sign", "", this);

        public Tensor exp() => Native.Call("exp", "", this);

        public Tensor detach() => Native.Call("detach", "", this);

        public Tensor sqrt() => Native.Call("sqrt", "", this);

        public Tensor mean() => Native.Call("mean", "", this);

        public Tensor sum(ScalarType? type = null) => Native.Call("sum", "", this);

        public unsafe Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Native.Call("sum", "dim_IntList", this, Argument.List(&dim, 1), keepdim);

        public Tensor narrow(long dim, long start, long length) => Native.Call("narrow", "", this, dim, start, length);

        public unsafe Tensor view(params long[] shape)
        {
            fixed (long* sizes = shape)
                return Native.Call("view", "", this, Argument.List(sizes, shape.Length));
        }

        public void backward() => Native.Check(Native.standin_backward(Handle));

        public T item<T>()
            where T : unmanaged =>
            typeof(T) == typeof(float) && NumberOfElements == 1
                ? MemoryMarshal.Read<T>(bytes)
                : throw new NotSupportedException($"item<{typeof(T).Name}>() of {NumberOfElements} numbers: the stand-in has single floats only");

        public void Dispose()
        {
            _scope?.Remove(this);
            Free();
            GC.SuppressFinalize(this);
        }

        // What a Parameter is made of is left empty, as in TorchSharp.
        internal static nint Take(Tensor tensor, bool requiresGrad)
        {
            Native.Check(Native.standin_requires_grad(tensor.Handle, requiresGrad));
            var handle = tensor._handle;
            tensor._handle = 0;
            tensor.Dispose();
            return handle;
        }

        private void Free()
        {
            var handle = Interlocked.Exchange(ref _handle, 0);
            if (handle != 0)
                Native.standin_free(handle);
        }
    }
}
