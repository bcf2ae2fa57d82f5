namespace TorchSharp;

public sealed class Scalar
{
    private Scalar(long value) => Value = value;

    internal long Value { get; }

    public static implicit operator Scalar(int value) => new(value);
}
