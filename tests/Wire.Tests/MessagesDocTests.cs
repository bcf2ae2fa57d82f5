using System.Text.RegularExpressions;

namespace StreamLift.Wire.Tests;

public sealed partial class MessagesDocTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "messages.md"));

    [Fact]
    public void The_page_explains_each_rejection_and_no_other()
    {
        var explained = Row().Matches(Text[Text.IndexOf("## Rejections", StringComparison.Ordinal)..]).Select(row => row.Groups[1].Value);

        Assert.Equal(Enum.GetValues<Rejection>().Where(rejection => rejection != Rejection.None).Select(RejectionNames.Of), explained);
    }

    [Fact]
    public void The_names_are_in_kebab_case()
    {
        foreach (var rejection in Enum.GetValues<Rejection>())
            Assert.Equal(rejection.ToString().ToLowerInvariant(), RejectionNames.Of(rejection).Replace("-", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => RejectionNames.Of((Rejection)200));
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "StreamLift.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("StreamLift.sln is in no folder above the tests");
        return folder;
    }

    [GeneratedRegex("^\\| `([a-z-]+)` \\|.+\\|.+\\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
