using Confluent.Kafka;
using Microsoft.Extensions.Options;
using StreamLift.Host.Bench;
using StreamLift.Host.Brokers;
using StreamLift.Host.Running;
using StreamLift.Lifter;
using StreamLift.Lifter.Models;
using StreamLift.Poses;
using StreamLift.Sink;

namespace StreamLift.Host.Tests;

public sealed class ErrorLinesTests
{
    public static TheoryData<int, string[], Exception> Known =>
        new()
        {
            { 2, ["one", "two"], new ConfigurationException(["one", "two"]) },
            { 2, ["one", "two"], new OptionsValidationException("", typeof(object), ["one", "two"]) },
            { 3, ["no model"], new ModelException("no model") },
            { 4, ["no broker"], new BrokerException("no broker") },
            { 4, ["the broker did not answer in time (Local_TimedOut: late)"], new KafkaException(new Error(ErrorCode.Local_TimedOut, "late")) },
            { 5, ["hangs"], new HungException("hangs") },
            { 3, ["run: no model"], new ServiceException(3, ["run: no model"]) },
            { 130, ["interrupted"], new OperationCanceledException() },
            { 2, ["DivideByZeroException: nought (--verbose shows where)"], new DivideByZeroException("nought") },
        };

    [Theory]
    [MemberData(nameof(Known))]
    public void An_exception_ends_with_its_exit_code_and_a_line_for_each_problem(int code, string[] said, Exception exception)
    {
        var error = new StringWriter();
        Assert.Equal(code, ErrorLines.Write(error, exception, verbose: false));
        Assert.Equal(said.Select(line => $"streamlift: {line}"), error.ToString().TrimEnd().Split(Environment.NewLine));
    }

    [Fact]
    public void Aggregate_exception_prints_each_error_and_takes_the_highest_exit_code()
    {
        var error = new StringWriter();
        Assert.Equal(
            4,
            ErrorLines.Write(
                error,
                new AggregateException(new BrokerException("no broker"), new AggregateException(new ModelException("no model"))),
                verbose: false
            )
        );
        Assert.Equal(2, error.ToString().TrimEnd().Split('\n').Length);
    }

    [Fact]
    public void A_problem_of_several_lines_is_one_line()
    {
        var error = new StringWriter();
        ErrorLines.Write(error, new ModelException("one\ntwo\r\nthree"), verbose: false);
        Assert.Equal("streamlift: one two three", error.ToString().TrimEnd());
    }

    [Fact]
    public void A_stack_trace_is_printed_only_where_it_is_asked_for()
    {
        var (plain, verbose) = (new StringWriter(), new StringWriter());
        try
        {
            throw new BrokerException("no broker");
        }
        catch (BrokerException e)
        {
            ErrorLines.Write(plain, e, verbose: false);
            ErrorLines.Write(verbose, e, verbose: true);
        }

        Assert.DoesNotContain("   at ", plain.ToString());
        Assert.Contains("   at ", verbose.ToString());
    }
}
