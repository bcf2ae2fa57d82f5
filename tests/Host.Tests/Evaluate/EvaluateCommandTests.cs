namespace StreamLift.Host.Tests.Evaluate;

public class EvaluateCommandTests
{
    [Fact]
    public async Task Evaluate_refuses_a_wrong_truth_without_asking_the_broker()
    {
        var (code, _, lines) = await InProcessCommand.ToEndAsync([
            "evaluate",
            "--bootstrap",
            "127.0.0.1:1", // nobody answers there
            "--connect-timeout",
            "300",
            "--topic",
            "poses",
            "--truth",
            "/no/such/folder",
        ]);
        Assert.Equal(2, code);
        Assert.Contains("/no/such/folder", Assert.Single(lines));
    }
}
