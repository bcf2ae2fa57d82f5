using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Training.Networks;
using static TorchSharp.torch;

namespace StreamLift.Training.Learning;

/// <summary>
/// The running average of the weights and of batch norm's statistics: what is measured and exported. Its first steps average over
/// fewer, so that the random start weighs nothing.
/// </summary>
internal sealed class AveragedWeights
{
    private readonly float _decay;
    private readonly (string Name, Tensor Tensor, float[] Average)[] _tensors;

    /// <param name="decay">0: the weights of the last step, which then are not copied at each.</param>
    public AveragedWeights(LiftingNetwork network, float decay)
    {
        _decay = decay;
        _tensors = [.. State(network).Select(pair => (pair.Name, pair.Tensor, pair.Tensor.Floats().ToArray()))];
    }

    public IEnumerable<(string Name, float[] Average)> Tensors => _tensors.Select(tensor =>
    {
        if (_decay == 0)
            tensor.Tensor.Floats().CopyTo(tensor.Average);
        return (tensor.Name, tensor.Average);
    });

    /// <summary>Parameters and buffers by name.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> State(LiftingNetwork network) =>
        network.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter))
            .Concat(network.named_buffers().Select(pair => (pair.name, pair.buffer)));

    public void Add(long step)
    {
        if (_decay == 0)
            return;
        var decay = Math.Min(_decay, (1f + step) / (10f + step));
        foreach (var (_, tensor, average) in _tensors)
        {
            var now = tensor.Floats();
            var all = average.AsSpan();
            var n = MemoryMarshal.Cast<float, Vector<float>>(now);
            var a = MemoryMarshal.Cast<float, Vector<float>>(all);
            for (var i = 0; i < n.Length; i++)
                a[i] = n[i] + (decay * (a[i] - n[i]));
            for (var i = n.Length * Vector<float>.Count; i < all.Length; i++)
                all[i] = now[i] + (decay * (all[i] - now[i]));
        }
    }

    /// <summary>Puts the average into the network and the network's weights here; again, and they are back.</summary>
    public void Swap()
    {
        if (_decay == 0)
            return;
        foreach (var (_, tensor, average) in _tensors)
        {
            var kept = average.ToArray();
            tensor.Floats().CopyTo(average);
            kept.CopyTo(tensor.Floats());
        }
    }
}
