namespace TorchSharp;

/// <summary>Disposes the tensors that were made on this thread since it was opened.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly DisposeScope? _outer;
    private readonly HashSet<torch.Tensor> _tensors = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope() => (_outer, _current) = (_current, this);

    internal static DisposeScope? Current => _current;

    public void Dispose()
    {
        foreach (var tensor in _tensors.ToArray())
            tensor.Dispose();
        _current = _outer;
    }

    internal void Add(torch.Tensor tensor) => _tensors.Add(tensor);

    internal void Remove(torch.Tensor tensor) => _tensors.Remove(tensor);
}
