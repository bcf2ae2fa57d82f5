using StreamLift.Host.Viewing;

namespace StreamLift.Host.Tests.Viewing;

public class BrowserLauncherTests
{
    private static readonly Dictionary<string, string> Desktop = new() { ["DISPLAY"] = ":0", ["PATH"] = "/bin:/usr/bin" };

    [Fact]
    public void Linux_opens_pages_with_the_desktops_own_program() => Assert.Equal("/usr/bin/xdg-open", Opener(DesktopSystem.Other, Desktop));

    [Fact]
    public void Linux_opens_pages_on_Wayland_too() =>
        Assert.Equal("/usr/bin/xdg-open", Opener(DesktopSystem.Other, new() { ["WAYLAND_DISPLAY"] = "wayland-0", ["PATH"] = "/usr/bin" }));

    [Fact]
    public void Machine_without_a_display_opens_nothing()
    {
        Assert.Null(Opener(DesktopSystem.Other, new() { ["PATH"] = "/usr/bin" }));
        Assert.Null(Opener(DesktopSystem.MacOS, new() { ["SSH_CONNECTION"] = "10.0.0.1 1 10.0.0.2 22" }));
    }

    [Fact]
    public void Machine_without_the_program_opens_nothing() => Assert.Null(Opener(DesktopSystem.Other, new() { ["DISPLAY"] = ":0", ["PATH"] = "/bin" }));

    [Fact]
    public void Other_systems_have_programs_of_their_own()
    {
        Assert.Equal("/usr/bin/open", Opener(DesktopSystem.MacOS, []));
        Assert.NotNull(Opener(DesktopSystem.Windows, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Variable_keeps_it_from_opening_anything(int system) =>
        Assert.Null(Opener((DesktopSystem)system, new(Desktop) { [BrowserLauncher.OffVariable] = "1" }));

    private static string? Opener(DesktopSystem system, Dictionary<string, string> variables) =>
        BrowserLauncher.Opener(system, name => variables.GetValueOrDefault(name), path => path is "/usr/bin/xdg-open" or "/usr/bin/open");
}
