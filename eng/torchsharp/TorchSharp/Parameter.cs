#pragma warning disable IDE1006
namespace TorchSharp.Modules;

/// <summary>A tensor that is learnt.</summary>
public class Parameter(torch.Tensor data, bool requires_grad = true) : torch.Tensor(Take(data, requires_grad));
