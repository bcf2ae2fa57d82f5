using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;
using StreamLift.Lanes;

namespace StreamLift.Bench;

/// <summary>The events of a service's run in a .nettrace file: each record's steps, garbage collections, compiled methods. Times are timestamps, ns.</summary>
internal sealed class ServiceTrace
{
    private readonly Dictionary<(int Partition, long Offset), RecordSteps> _records = [];
    private readonly List<(double At, string Method)> _compiled = []; // ms since the session's start, until it is known when that was
    private readonly List<(double From, double To)> _collected = [];
    private long _start = long.MinValue; // of the session

    private ServiceTrace() { }

    /// <summary>The steps of each record.</summary>
    public IReadOnlyDictionary<(int Partition, long Offset), RecordSteps> Records => _records;

    /// <summary>When methods were compiled in the running process, and which, with the tier.</summary>
    public IEnumerable<(long At, string Method)> Compiled => _compiled.Select(one => (_start + Nanoseconds(one.At), one.Method));

    /// <summary>When all threads were stopped for a garbage collection.</summary>
    public IEnumerable<(long From, long To)> Collections => _collected.Select(one => (_start + Nanoseconds(one.From), _start + Nanoseconds(one.To)));

    /// <summary>Reads a file.</summary>
    public static ServiceTrace Read(string file)
    {
        var trace = new ServiceTrace();
        using var source = new EventPipeEventSource(file);
        var stopped = 0.0;
        source.Clr.MethodLoadVerbose += method =>
            trace._compiled.Add((method.TimeStampRelativeMSec, $"{method.MethodNamespace}.{method.MethodName} ({method.OptimizationTier})"));
        source.Clr.GCSuspendEEStart += begun => stopped = begun.TimeStampRelativeMSec;
        source.Clr.GCRestartEEStop += ended => trace._collected.Add((stopped, ended.TimeStampRelativeMSec));
        source.Dynamic.All += found =>
        {
            if (found.ProviderName == RecordEvents.SourceName && found.EventName == nameof(RecordEvents.Delivered))
                trace.Add(found);
        };
        source.Process();
        return trace;
    }

    private static long Nanoseconds(double milliseconds) => (long)(milliseconds * 1e6);

    private void Add(TraceEvent found)
    {
        var steps = new RecordSteps(Of("read"), Of("begun"), Of("processed"), Of("encoded"), Of("sent"), Of("delivered"));
        _records[((int)Of("partition"), Of("offset"))] = steps;
        // the event is written a moment after the time that it tells
        _start = Math.Max(_start, steps.Delivered - Nanoseconds(found.TimeStampRelativeMSec));

        long Of(string name) => (long)found.PayloadByName(name);
    }
}

/// <summary>When a record passed the steps of its batch, timestamps, ns.</summary>
internal sealed record RecordSteps(long Read, long Begun, long Processed, long Encoded, long Sent, long Delivered);
