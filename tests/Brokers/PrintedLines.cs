using System.Text;

namespace StreamLift.Tests.Brokers;

/// <summary>What a program prints, and who waits for a line of it. Any thread.</summary>
internal sealed class PrintedLines
{
    private readonly StringBuilder _output = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Is, TaskCompletionSource<string> Seen)> _awaited = [];

    /// <summary>What it printed on stdout.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
                return _output.ToString();
        }
    }

    /// <summary>What it printed, line by line, both ways out.</summary>
    public IReadOnlyList<string> All
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>Takes a line.</summary>
    public void Add(string line, bool isOutput)
    {
        lock (_lines)
        {
            _lines.Add(line);
            if (isOutput)
                _output.AppendLine(line);
            foreach (var (isIt, seen) in _awaited)
                if (isIt(line))
                    seen.TrySetResult(line);
        }
    }

    /// <summary>Waits for a line.</summary>
    /// <param name="isIt">Which.</param>
    /// <param name="ended">The program's end: no line comes after it.</param>
    /// <param name="limit">How long.</param>
    public async Task<string> LineAsync(Func<string, bool> isIt, Task ended, TimeSpan limit)
    {
        var seen = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            if (_lines.Find(line => isIt(line)) is { } already)
                return already;
            _awaited.Add((isIt, seen));
        }

        var first = await Task.WhenAny(seen.Task, ended, Task.Delay(limit));
        return first == seen.Task
            ? await seen.Task
            : throw new TimeoutException($"no such line {(first == ended ? "before its end" : $"within {limit}")}; it said:\n{string.Join('\n', All)}");
    }
}
