using System.Numerics;
using System.Runtime.InteropServices;
using StreamLift.Training.Networks;
using static TorchSharp.torch;

namespace StreamLift.Training.Optimization;

/// <summary>
/// Exponential moving average of the weights and of the batch norm statistics. The averaged network is measured and exported. The decay is smaller in
/// the first steps, so that the initial weights lose their influence quickly.
/// </summary>
internal sealed class ExponentialMovingAverage
{
    private readonly float _decay;
    private readonly (string Name, Tensor Now, Tensor Average)[] _tensors;

    /// <param name="decay">0: no average. The tensors are then those of the network.</param>
    public ExponentialMovingAverage(LiftingNetwork network, float decay)
    {
        _decay = decay;
        _tensors = [.. network.StateTensors.Select(pair => (pair.Name, pair.Tensor, decay == 0 ? pair.Tensor : pair.Tensor.DetachedCopy()))];
    }

    public IEnumerable<(string Name, Tensor Average)> Tensors => _tensors.Select(tensor => (tensor.Name, tensor.Average));

    /// <summary>The decay of a step.</summary>
    /// <param name="finalDecay">The decay after the first steps.</param>
    /// <param name="step">The index of the step, from 0.</param>
    public static float DecayAt(float finalDecay, long step) => Math.Min(finalDecay, (1f + step) / (10f + step));

    public void Update(long step)
    {
        if (_decay == 0)
            return;
        var decay = DecayAt(_decay, step);
        foreach (var (_, tensor, average) in _tensors)
        {
            var now = tensor.FloatSpan();
            var all = average.FloatSpan();
            var n = MemoryMarshal.Cast<float, Vector<float>>(now);
            var a = MemoryMarshal.Cast<float, Vector<float>>(all);
            for (var i = 0; i < n.Length; i++)
                a[i] = n[i] + (decay * (a[i] - n[i]));
            for (var i = n.Length * Vector<float>.Count; i < all.Length; i++)
                all[i] = now[i] + (decay * (all[i] - now[i]));
        }
    }
}
