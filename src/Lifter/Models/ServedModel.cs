using StreamLift.Lifter.Devices;

namespace StreamLift.Lifter.Models;

/// <summary>
/// The model that is served, shared by all lanes, and those before it that batches are still filled for. A batch keeps the model it was
/// begun with, so a change falls between two batches; what was served before is let go with its last batch. Any thread.
/// </summary>
public sealed class ServedModel
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LifterModel, int> _batches = [];
    private readonly Action<LifterModel> _letGo;
    private volatile LifterModel _current;

    /// <param name="first">The first to be served.</param>
    public ServedModel(LifterModel first)
        : this(first, model => model.Dispose()) { }

    internal ServedModel(LifterModel first, Action<LifterModel> letGo) => (_current, _letGo) = (first, letGo);

    /// <summary>What new batches are filled for.</summary>
    public LifterModel Current => _current;

    /// <summary>A batch begins: the model it is for, which stays usable until <see cref="Release"/>.</summary>
    public LifterModel Acquire()
    {
        lock (_lock)
        {
            var model = _current;
            _batches[model] = _batches.GetValueOrDefault(model) + 1;
            return model;
        }
    }

    /// <summary>A batch has its poses.</summary>
    public void Release(LifterModel model)
    {
        lock (_lock)
        {
            if (--_batches[model] > 0 || ReferenceEquals(model, _current))
                return;
            _batches.Remove(model);
        }

        _letGo(model);
    }

    /// <summary>Batches that begin from now on are for another model.</summary>
    /// <exception cref="ModelException">What lanes hold doesn't fit it: it needs a restart.</exception>
    public void Replace(LifterModel next)
    {
        LifterModel before;
        lock (_lock)
        {
            before = _current;
            if (Misfits(before, next).ToList() is { Count: > 0 } misfits)
                throw new ModelException($"{next.Id} can't follow {before.Id} without a restart: {string.Join("; ", misfits)}");
            _current = next;
            if (_batches.GetValueOrDefault(before) > 0)
                return;
            _batches.Remove(before);
        }

        _letGo(before);
    }

    // A batch's buffers have a width, and a frame's view is found while it is decoded, before it is known which batch takes it.
    private static IEnumerable<string> Misfits(LifterModel now, LifterModel next)
    {
        if (next.IsOnCpu != now.IsOnCpu)
            yield return $"it would run on another device: {next.Device}"; // lanes have as many threads as the first model's device takes
        if (next.InputWidth != now.InputWidth)
            yield return $"its rows have {next.InputWidth} numbers, not {now.InputWidth}";
        if (next.Card.Features != now.Card.Features)
            yield return $"its features are {next.Card.Features.Name} {next.Card.Features.Version}, not {now.Card.Features.Name} {now.Card.Features.Version}";
        if (!next.Card.ImageSize.SequenceEqual(now.Card.ImageSize))
            yield return $"it was trained at {string.Join('x', next.Card.ImageSize)} px, not {string.Join('x', now.Card.ImageSize)}";
    }
}
