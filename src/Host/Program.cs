using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using StreamLift.Host;
using StreamLift.Host.Commands;
using StreamLift.Poses;

Secrets.Guard();
var root = CommandLine.Root();
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction)
    return ErrorLines.Write(2, [.. parsed.Errors.Select(InWords), $"see: streamlift {Path(parsed.CommandResult.Command)}--help"]);

// 2 seconds after SIGTERM System.CommandLine would end the process; here the host drains, and says itself how long that may take
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
try
{
    return await parsed.InvokeAsync(configuration);
}
catch (Exception e)
{
    return ErrorLines.Write(e, verbose: args.Contains("--verbose"));
}

static string InWords(ParseError error) =>
    error.SymbolResult is OptionResult { Tokens: [{ Value: var value }], Option: { } option } ? OptionErrors.InWords(error.Message, option.Name, value, option.ValueType) : error.Message;

static string Path(Command command) => command is RootCommand ? "" : command.Name + " ";
