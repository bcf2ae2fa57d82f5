// dotnet run -c Release --project bench/Wire.Benchmarks -- --filter "*"
using BenchmarkDotNet.Running;
using StreamLift.Wire.Benchmarks;

BenchmarkSwitcher.FromTypes([typeof(FrameBenchmarks), typeof(PoseBenchmarks)]).Run(args);
