using System.Collections;

namespace TorchSharp.Modules;

/// <summary>Modules in a row, named by their places.</summary>
public sealed class ModuleList<T> : torch.nn.Module, IEnumerable<T>
    where T : torch.nn.Module
{
    private readonly List<T> _list;

    public ModuleList(params T[] modules)
        : base(nameof(ModuleList<>)) => _list = [.. modules];

    public IEnumerator<T> GetEnumerator() => _list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (!named_parameters().Any())
            for (var i = 0; i < _list.Count; i++)
                register_module($"{i}", _list[i]);
    }
}
