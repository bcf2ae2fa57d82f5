using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamLift.Host.Bench;

/// <summary>
/// <c>run</c> as a process of its own, as a user starts it: what is measured is the service and not the service beside its own load, which would
/// share its garbage collector, its thread pool and its compiled code.
/// </summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly CancellationTokenSource _ended = new();
    private long _peak;

    private ServiceProcess(Process process) => _process = process;

    /// <summary>When it was started, by the stopwatch.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The most memory that was seen resident, MiB.</summary>
    public double PeakMiB => Math.Round(_peak / 1048576.0, 1);

    /// <summary>Starts it.</summary>
    /// <param name="options">run's flags.</param>
    public static ServiceProcess Start(IEnumerable<string> options)
    {
        // under `dotnet streamlift.dll` the process is dotnet; published, it is the program itself
        var program = Environment.ProcessPath!;
        string[] itself = System.IO.Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(ServiceProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(program, [.. itself, "run", .. options]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var service = new ServiceProcess(new Process { StartInfo = start });
        service._process.ErrorDataReceived += (_, line) => service.OnLine(line.Data);
        service._process.OutputDataReceived += (_, line) => service.OnLine(line.Data);
        service._process.EnableRaisingEvents = true;
        service._process.Exited += (_, _) => service._ended.Cancel();
        service._process.Start();
        service._process.BeginErrorReadLine();
        service._process.BeginOutputReadLine();
        return service;
    }

    /// <summary>Waits for its end, looking at its memory meanwhile.</summary>
    /// <exception cref="ServiceException">It ended with an error.</exception>
    public async Task EndAsync(CancellationToken stop)
    {
        while (!_process.HasExited)
        {
            SampleMemory();
            await _process.WaitForExitAsync(stop).WaitAsync(Glance, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }

        await _process.WaitForExitAsync(stop).ConfigureAwait(false); // what it said last
        ThrowIfFailed();
    }

    /// <summary>Asks it to end, and waits.</summary>
    /// <exception cref="ServiceException">It ended with an error.</exception>
    public async Task StopAsync()
    {
        Terminate();
        await EndAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Cancelled when it ends.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void SampleMemory()
    {
        try
        {
            _process.Refresh();
            _peak = Math.Max(_peak, _process.PeakWorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // it ended between the question and the answer
        }
    }

    private void ThrowIfFailed()
    {
        if (_process.ExitCode == ExitCode.Done)
            return;
        lock (_said)
            throw new ServiceException(
                _process.ExitCode,
                [
                    .. _said
                        .Where(line => line.StartsWith("streamlift: ", StringComparison.Ordinal))
                        .Select(line => $"run: {line["streamlift: ".Length..]}")
                        .DefaultIfEmpty($"run ended with {_process.ExitCode}"),
                ]
            );
    }

    private void OnLine(string? line)
    {
        if (line is null)
            return;
        lock (_said)
            _said.Add(line);
    }

    private void Terminate()
    {
        if (_process.HasExited)
            return;
        if (OperatingSystem.IsWindows())
            _process.Kill();
        else
            Signal(_process.Id, SigTerm);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}

/// <summary>The service that was measured ended with an error; the bench ends with its exit code.</summary>
/// <param name="exitCode">What it ended with.</param>
/// <param name="lines">What it said.</param>
internal sealed class ServiceException(int exitCode, IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    /// <summary>What it ended with.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it said, a line each.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
