using StreamLift.Host;
using StreamLift.Host.Commands;

Secrets.Guard();
return await CommandLine.RunAsync(args, Terminal.OfProcess());
