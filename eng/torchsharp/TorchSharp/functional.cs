#pragma warning disable IDE1006, CS8981
namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Layers without state.</summary>
        public static class functional
        {
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Native.Call("linear", "", input, weights, bias);

            public static Tensor relu(Tensor x, bool inplace = false) => Native.Call(inplace ? "relu_" : "relu", "", x);

            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-5) =>
                Native.Call("batch_norm", "", input, weight, bias, running_mean, running_var, training, momentum, eps, false);
        }

        /// <summary>How weights begin.</summary>
        public static class init
        {
            public enum FanInOut
            {
                FanIn,
            }

            public enum NonlinearityType
            {
                LeakyReLU = 9,
            }

            /// <summary>Normal with deviation √(2 / (1 + a²) / inputs) (He et al. 2015).</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                using var still = no_grad();
                var deviation = Math.Sqrt(2 / (1 + (a * a)) / (tensor.NumberOfElements / tensor.shape[0]));
                Native.Call("normal_", "", tensor, 0.0, deviation).Dispose();
                return tensor;
            }
        }
    }
}
