using System.Globalization;
using StreamLift.Bench;

// streamlift-viewing measure URL SECONDS | pictures URL FOLDER: what bench/viewer runs
if (args is not [("measure" or "pictures") and var command, var url, var argument])
{
    await Console.Error.WriteLineAsync("usage: streamlift-viewing measure URL SECONDS | pictures URL FOLDER");
    return 2;
}

try
{
    await using var window = await ViewerWindow.OpenAsync(url, isFine: command == "pictures");
    if (command == "measure")
        await Measurement.RunAsync(window, TimeSpan.FromSeconds(double.Parse(argument, CultureInfo.InvariantCulture)));
    else
        await Pictures.TakeAsync(window, argument);
    return 0;
}
catch (Exception e) when (e is FileNotFoundException or TimeoutException or Microsoft.Playwright.PlaywrightException)
{
    await Console.Error.WriteLineAsync($"bench/viewer: {e.Message}");
    return 2;
}
