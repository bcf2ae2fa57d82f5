using System.Text.RegularExpressions;

namespace StreamLift.Wire.Tests;

public sealed partial class MessagesDocTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Root(), "docs", "messages.md"));

    [Fact]
    public void Messages_page_explains_each_rejection_reason_and_no_other()
    {
        var explained = Row().Matches(Text[Text.IndexOf("## Rejections", StringComparison.Ordinal)..]).Select(row => row.Groups[1].Value);

        Assert.Equal(Enum.GetValues<Rejection>().Where(rejection => rejection != Rejection.None).Select(RejectionNames.Of), explained);
    }

    [Fact]
    public void Rejection_reason_names_are_the_enum_names_with_hyphens()
    {
        foreach (var rejection in Enum.GetValues<Rejection>())
            Assert.Equal(rejection.ToString().ToLowerInvariant(), RejectionNames.Of(rejection).Replace("-", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => RejectionNames.Of((Rejection)200));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "StreamLift.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("StreamLift.sln is in no folder above the tests");
        return folder;
    }

    [GeneratedRegex("^\\| `([a-z-]+)` \\|.+\\|.+\\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
