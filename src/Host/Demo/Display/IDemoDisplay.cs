namespace StreamLift.Host.Demo.Display;

/// <summary>Shows the demo: as a table on a terminal, as lines elsewhere.</summary>
internal interface IDemoDisplay
{
    /// <summary>Writes one line.</summary>
    void WriteLine(string line);

    /// <summary>Shows reports until there are no more.</summary>
    Task ShowAsync(IAsyncEnumerable<DemoReport> reports);
}
