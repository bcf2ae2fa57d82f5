using Microsoft.Extensions.Logging;
using StreamLift.Lanes;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Stage;

namespace StreamLift.Host.Running;

/// <summary>The service's log messages.</summary>
internal static partial class RunLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "fail point armed: STREAMLIFT_CRASH_AT={Step} kills this process at that step; for tests only")]
    public static partial void FailPointArmed(this ILogger log, string step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void PersonRejected(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void RigMissing(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void CameraMissing(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void RecordRejected(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Letters} to topic {Topic}: {Reasons}")]
    public static partial void MoreDeadLetters(this ILogger log, string letters, string topic, string reasons);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    public static partial void FileNote(this ILogger log, string note);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void FileWarning(this ILogger log, string warning);

    [LoggerMessage(Level = LogLevel.Debug, Message = "warmed up in {Milliseconds:F0} ms: {Records}, none of which is sent")]
    public static partial void WarmedUp(this ILogger log, double milliseconds, string records);

    [LoggerMessage(Level = LogLevel.Information, Message = "model {Model} for {Streams}, on {Device}")]
    public static partial void ModelLoaded(this ILogger log, string model, string streams, string device);

    [LoggerMessage(Level = LogLevel.Information, Message = "model {Model} on {Device} replaces {Before} from the next batch on")]
    public static partial void ModelChanged(this ILogger log, string model, string device, string before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "new model rejected: {Reason}; {Current} stays in use")]
    public static partial void ModelRejected(this ILogger log, string reason, string current);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Lanes}, {Guarantee}: {Input} -> {Output}, rejected records -> {DeadLetters}; started in {Seconds:F2} s"
    )]
    public static partial void Started(this ILogger log, string lanes, Guarantee guarantee, string input, string output, string deadLetters, double seconds);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Signal}: consumption stopped; records in flight have {Seconds:0.#} s to be delivered and committed (a second signal exits at once)"
    )]
    public static partial void Draining(this ILogger log, string signal, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Signal}: stopped before a broker answered at {Servers}; nothing was consumed")]
    public static partial void StoppedBeforeConnected(this ILogger log, string signal, string servers);

    [LoggerMessage(Level = LogLevel.Information, Message = "drained: {Records} delivered in {Seconds:F2} s since {Signal}")]
    public static partial void Drained(this ILogger log, string records, double seconds, string signal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Frames} skipped, older than {Deadline:0.###} ms: {Streams}")]
    public static partial void Skipped(this ILogger log, string frames, double deadline, string streams);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped: {Delivered} delivered, {Rejected}, {Skipped} skipped, in {Seconds:F1} s")]
    public static partial void Stopped(this ILogger log, string delivered, string rejected, long skipped, double seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "group {Group} has active members: --from {From} is ignored; this process joins the group at its committed offsets"
    )]
    public static partial void GroupHasMembers(this ILogger log, string group, string from);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void RigWarning(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    public static partial void RigNote(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "viewer: {Line}")]
    public static partial void ViewWarning(this ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "viewer of topic {Topic}: {Address}")]
    public static partial void ViewAddress(this ILogger log, string topic, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Suspicion}")]
    public static partial void StreamSuspected(this ILogger log, string suspicion);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Error}: the client retries")]
    public static partial void TransientBrokerError(this ILogger log, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "OTLP: {Reason} (logged at most every five minutes; frames are not affected)")]
    public static partial void ExportProblem(this ILogger log, string reason);
}
