using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamLift.Tests.Brokers;

/// <summary>A process under test, with all it prints.</summary>
internal sealed partial class Command : IDisposable
{
    private readonly Process _process;
    private readonly PrintedLines _lines = new();

    private Command(Process process) => _process = process;

    /// <summary>What it printed on stdout.</summary>
    public string Output => _lines.Output;

    /// <summary>What it printed, line by line, both ways out.</summary>
    public IReadOnlyList<string> Lines => _lines.All;

    /// <summary>Starts a program, with this text as its input.</summary>
    public static Command Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var command = new Command(new Process { StartInfo = start });
        command._process.OutputDataReceived += (_, line) => command.Hear(line.Data, isOutput: true);
        command._process.ErrorDataReceived += (_, line) => command.Hear(line.Data, isOutput: false);
        command._process.Start();
        command._process.BeginOutputReadLine();
        command._process.BeginErrorReadLine();
        command._process.StandardInput.Write(input);
        command._process.StandardInput.Close();
        return command;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its stdout.</returns>
    public static async Task<string> OutputAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var command = Start(program, arguments, environment);
        var code = await command.ExitAsync(TimeSpan.FromMinutes(3));
        return code == 0 ? command.Output : throw new InvalidOperationException($"{program} ended with {code}: {string.Join('\n', command.Lines)}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"still running after {limit}: {string.Join('\n', Lines)}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits for a line.</summary>
    public Task<string> LineAsync(Func<string, bool> isIt, TimeSpan limit) => _lines.LineAsync(isIt, _process.WaitForExitAsync(), limit);

    /// <summary>Sends SIGTERM.</summary>
    public void Terminate() => Signal(_process.Id, 15);

    /// <summary>Sends SIGINT, as Ctrl+C.</summary>
    public void Interrupt() => Signal(_process.Id, 2);

    /// <summary>Stops it where it stands, as a debugger or a frozen host does.</summary>
    public void Freeze() => Signal(_process.Id, 19);

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Signal(_process.Id, 18);

    /// <summary>Its number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>What it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Ends it at once.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Hear(string? line, bool isOutput)
    {
        if (line is not null)
            _lines.Add(line, isOutput);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
