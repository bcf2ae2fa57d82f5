using Confluent.Kafka;
using Microsoft.Extensions.Options;
using StreamLift.BrokerErrors;
using StreamLift.Host.Bench;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Ingest.State;
using StreamLift.Lifter;
using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Sink;
using StreamLift.Sink.Delivery;

namespace StreamLift.Host;

/// <summary>Prints errors, one line each on stderr, without a stack trace unless it is asked for, and chooses the exit code.</summary>
internal static class ErrorLines
{
    /// <summary>Writes an exception.</summary>
    /// <param name="error">The writer.</param>
    /// <param name="exception">The exception.</param>
    /// <param name="verbose">Whether to add the stack trace.</param>
    /// <returns>The exit code.</returns>
    public static int Write(TextWriter error, Exception exception, bool verbose)
    {
        if (verbose)
            error.WriteLine(exception);
        return exception switch
        {
            ConfigurationException e => Write(error, ExitCode.Configuration, e.Problems),
            OptionsValidationException e => Write(error, ExitCode.Configuration, [.. e.Failures]),
            ModelException e => Write(error, ExitCode.Model, [e.Message]),
            BrokerException e => Write(error, ExitCode.Broker, e.Problems),
            DeliveryException or StateException => Write(error, ExitCode.Broker, [exception.Message]),
            ServiceException e => Write(error, e.ExitCode, e.Lines),
            HungException or DeviceLostException => Write(error, ExitCode.Hung, [exception.Message]),
            KafkaException e => Write(error, ExitCode.Broker, [ErrorSentence.Of(e.Error)]),
            OperationCanceledException => Write(error, ExitCode.Interrupted, ["interrupted"]),
            AggregateException e => e.Flatten().InnerExceptions.Select(inner => Write(error, inner, false)).Max(),
            _ => Write(error, ExitCode.Configuration, [$"{exception.GetType().Name}: {exception.Message}{(verbose ? "" : " (--verbose shows where)")}"]),
        };
    }

    /// <summary>Writes lines.</summary>
    /// <returns>The exit code given.</returns>
    public static int Write(TextWriter error, int exitCode, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            error.WriteLine($"streamlift: {line.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
