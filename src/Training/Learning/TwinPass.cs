using StreamLift.Training.Networks;
using StreamLift.Training.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace StreamLift.Training.Learning;

/// <summary>
/// In a copy of the network on another device: weights go there before each step, gradients and batch norm's statistics come back after it. Adam, averages, max-norm
/// and checkpoints stay on the CPU as they are; a step's 34 MB there and back are a few milliseconds, where its arithmetic took two hundred.
/// </summary>
internal sealed class TwinPass : IPass
{
    private readonly (Tensor Here, Tensor There)[] _weights;
    private readonly (Tensor Here, Tensor There)[] _statistics;
    private readonly DirectPass _pass;

    /// <param name="network">On the CPU, whose gradients are wanted.</param>
    /// <param name="twin">Of the same shape, there.</param>
    /// <param name="pass">Through the twin.</param>
    public TwinPass(LiftingNetwork network, LiftingNetwork twin, DirectPass pass)
    {
        _pass = pass;
        _weights = [.. network.Trained.Zip(twin.Trained, (mine, other) => ((Tensor)mine.Parameter, (Tensor)other.Parameter))];
        _statistics = [.. network.named_buffers().Zip(twin.named_buffers(), (mine, other) => (mine.buffer, other.buffer))];
    }

    public float Run(Batch batch, long step)
    {
        using (torch.no_grad())
        {
            foreach (var (here, there) in _weights)
                there.copy_(here);
            foreach (var (here, there) in _statistics)
                there.copy_(here);
        }
        var loss = _pass.Run(batch, step);
        using (torch.no_grad())
        {
            foreach (var (here, there) in _weights)
            {
                using var gradient = there.grad!;
                here.grad ??= torch.tensor(new float[here.NumberOfElements], here.shape);
                using var mine = here.grad;
                mine.copy_(gradient);
                gradient.zero_();
            }
            foreach (var (here, there) in _statistics)
                here.copy_(there);
        }
        return loss;
    }
}
