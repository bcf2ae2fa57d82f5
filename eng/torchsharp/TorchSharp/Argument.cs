namespace TorchSharp;

/// <summary>An operator's argument, as native/standin.cpp has it.</summary>
internal struct Argument
{
    public long Kind;
    public nint Pointer;
    public long Integer;
    public double Real;

    public static implicit operator Argument(torch.Tensor? tensor) => tensor is null ? default : new() { Kind = 1, Pointer = tensor.Handle };

    public static implicit operator Argument(long value) => new() { Kind = 2, Integer = value };

    public static implicit operator Argument(double value) => new() { Kind = 3, Real = value };

    public static implicit operator Argument(bool value) => new() { Kind = 4, Integer = value ? 1 : 0 };

    /// <summary>The numbers must stay where they are until the call returns.</summary>
    public static unsafe Argument List(long* values, int count) => new() { Kind = 5, Pointer = (nint)values, Integer = count };
}
