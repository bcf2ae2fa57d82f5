#pragma warning disable IDE1006, CS8981
using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Parameters, buffers and modules within, named after the fields that hold them.</summary>
        public class Module : IDisposable
        {
            private readonly Dictionary<string, Parameter> _parameters = [];
            private readonly Dictionary<string, Tensor> _buffers = [];
            private readonly Dictionary<string, Module> _modules = [];
            private bool _registered;

            protected Module(string name)
            {
            }

            public bool training { get; private set; } = true;

            public virtual void train(bool on = true)
            {
                training = on;
                foreach (var module in _modules.Values)
                    module.train(on);
            }

            public virtual void eval() => train(false);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                Named(_parameters, recurse, module => module.named_parameters());

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
                Named(_buffers, recurse, module => module.named_buffers());

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(pair => pair.parameter);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                foreach (var tensor in _parameters.Values.Concat(_buffers.Values))
                    tensor.Dispose();
                foreach (var module in _modules.Values)
                    module.Dispose();
            }

            protected virtual void RegisterComponents()
            {
                if (_registered)
                    return;
                _registered = true;
                foreach (var field in GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance))
                    switch (field.GetValue(this))
                    {
                        case Module module: register_module(field.Name, module); break;
                        case Parameter parameter: _parameters.Add(field.Name, parameter); break;
                        case Tensor buffer: _buffers.Add(field.Name, buffer); break;
                    }
            }

            private protected void register_module(string name, Module module)
            {
                module.RegisterComponents();
                _modules.Add(name, module);
            }

            private IEnumerable<(string, T)> Named<T>(Dictionary<string, T> own, bool recurse, Func<Module, IEnumerable<(string Name, T Tensor)>> within) =>
                own.Select(pair => (pair.Key, pair.Value)).Concat(recurse
                    ? _modules.SelectMany(module => within(module.Value).Select(pair => ($"{module.Key}.{pair.Name}", pair.Tensor)))
                    : []);
        }

        /// <summary>One that makes something of something.</summary>
        public abstract class Module<T, TResult>(string name) : Module(name)
        {
            public abstract TResult forward(T input);

            public TResult call(T input) => forward(input);
        }
    }
}
