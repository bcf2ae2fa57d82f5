using StreamLift.Host;
using StreamLift.Host.Commands;

Secrets.RedactConsole();
return await CommandLine.RunAsync(args, Terminal.OfProcess());
