using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamLift.Host.Bench;

/// <summary>
/// <c>run</c> in a separate process, as a user starts it. In one process with the load it would share garbage collector, thread pool and compiled code.
/// </summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly CancellationTokenSource _ended = new();
    private long _peak;

    private ServiceProcess(Process process) => _process = process;

    /// <summary>The timestamp of the start.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The peak of the resident memory, MiB.</summary>
    public double PeakMiB => Math.Round(_peak / 1048576.0, 1);

    /// <summary>Starts it.</summary>
    /// <param name="options">Options of run.</param>
    public static ServiceProcess Start(IEnumerable<string> options)
    {
        // started as `dotnet streamlift.dll`, the process is dotnet; a published program is its own process
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

    /// <summary>Waits for its end and samples its memory.</summary>
    /// <exception cref="ServiceException">The service failed.</exception>
    public async Task EndAsync(CancellationToken stop)
    {
        while (!_process.HasExited)
        {
            SampleMemory();
            await _process.WaitForExitAsync(stop).WaitAsync(SampleInterval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stop.ThrowIfCancellationRequested();
        }

        await _process.WaitForExitAsync(stop).ConfigureAwait(false); // for the rest of its output
        ThrowIfFailed();
    }

    /// <summary>Terminates it and waits for its end.</summary>
    /// <exception cref="ServiceException">The service failed.</exception>
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
            // it ended in between
        }
    }

    private void ThrowIfFailed()
    {
        if (_process.ExitCode == ExitCode.Done)
            return;
        lock (_lines)
            throw new ServiceException(
                _process.ExitCode,
                [
                    .. _lines
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
        lock (_lines)
            _lines.Add(line);
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

/// <summary>The measured service failed. The benchmark ends with the same exit code.</summary>
/// <param name="exitCode">The exit code of the service.</param>
/// <param name="lines">Its error lines.</param>
internal sealed class ServiceException(int exitCode, IReadOnlyList<string> lines) : Exception(string.Join("; ", lines))
{
    /// <summary>The exit code of the service.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Its error lines.</summary>
    public IReadOnlyList<string> Lines { get; } = lines;
}
