using StreamLift.Pipeline.Tests;

// one broker for all: every test has topics and groups of its own
[assembly: AssemblyFixture(typeof(Cluster))]

// classes at a time, whatever the number of cores: most of a test's time is waiting for a group, a process or a timeout
[assembly: Xunit.v3.Parallelization(MaxThreads = 4)]
