using Confluent.Kafka;
using Microsoft.Extensions.Options;
using StreamLift.Host.Bench;
using StreamLift.Lifter;
using StreamLift.Poses;
using StreamLift.Sink;

namespace StreamLift.Host;

/// <summary>What is printed when something is wrong, and the exit code: one line each on stderr, no stack trace unless it is asked for.</summary>
internal static class ErrorLines
{
    /// <summary>Writes what is known of an exception.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(Exception exception, bool verbose)
    {
        if (verbose)
            Console.Error.WriteLine(exception);
        return exception switch
        {
            ConfigurationException e => Write(ExitCode.Configuration, e.Problems),
            OptionsValidationException e => Write(ExitCode.Configuration, [.. e.Failures]),
            ModelException e => Write(ExitCode.Model, [e.Message]),
            BrokerException or DeliveryException => Write(ExitCode.Broker, [exception.Message]),
            ServiceException e => Write(e.ExitCode, e.Lines),
            HungException or DeviceLostException => Write(ExitCode.Hung, [exception.Message]),
            KafkaException e => Write(ExitCode.Broker, [$"broker: {e.Error.Code}: {e.Error.Reason}"]),
            OperationCanceledException => Write(ExitCode.Interrupted, ["interrupted"]),
            AggregateException e => e.Flatten().InnerExceptions.Select(inner => Write(inner, false)).Max(),
            _ => Write(ExitCode.Configuration, [$"{exception.GetType().Name}: {exception.Message}{(verbose ? "" : " (--verbose shows where)")}"]),
        };
    }

    /// <summary>Writes lines.</summary>
    /// <returns>The exit code given.</returns>
    public static int Write(int exitCode, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            Console.Error.WriteLine($"streamlift: {line.ReplaceLineEndings(" ")}");
        return exitCode;
    }
}
