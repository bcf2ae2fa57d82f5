namespace StreamLift.Host.Demo;

/// <summary>Where the demo shows itself: a table on a terminal, lines elsewhere.</summary>
internal interface IDemoDisplay
{
    /// <summary>A line about what is going on.</summary>
    void WriteLine(string line);

    /// <summary>Shows reports as they come, until there are no more.</summary>
    Task ShowAsync(IAsyncEnumerable<DemoReport> reports);
}
