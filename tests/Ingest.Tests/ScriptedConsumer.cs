using System.Reflection;
using Confluent.Kafka;
using StreamLift.Ingest.Records;

namespace StreamLift.Ingest.Tests;

/// <summary>A Kafka consumer that does what a test says, and tells what was asked of it. Public, as DispatchProxy wants it.</summary>
public class ScriptedConsumer : DispatchProxy
{
    private readonly Dictionary<string, Func<object?[], object?>> _answers = [];

    /// <summary>The calls in order, by name.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Makes one.</summary>
    internal static (IConsumer<Consumed, Consumed> Consumer, ScriptedConsumer Script) Make()
    {
        var consumer = Create<IConsumer<Consumed, Consumed>, ScriptedConsumer>();
        return (consumer, (ScriptedConsumer)(object)consumer);
    }

    /// <summary>What a method does from now on; null comes back from those of which nothing was said.</summary>
    public void On(string method, Func<object?[], object?> answer) => _answers[method] = answer;

    /// <summary>A method that fails from now on.</summary>
    public void Fails(string method, Exception error) => On(method, _ => throw error);

    /// <summary>How often a method was called.</summary>
    public int Count(string method) => Calls.Count(call => call == method);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Calls.Add(targetMethod!.Name);
        return _answers.TryGetValue(targetMethod.Name, out var answer) ? answer(args ?? []) : null;
    }
}
