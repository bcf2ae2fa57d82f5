using StreamLift.Host.Redrive;

namespace StreamLift.Host.Tests.Redrive;

public class RedriveReportTests
{
    [Fact]
    public void Redrive_report_has_one_row_per_reason_in_text_and_JSON()
    {
        var report = new RedriveReport { Foreign = 1 };
        (report["unknown-layout"].DeadLetters, report["unknown-layout"].Sent) = (1200, 1199);
        (report["output-too-large"].DeadLetters, report["output-too-large"].Omitted) = (2, 2);
        Assert.Equal(
            [
                "reason               dead letters       sent  without body       left",
                "output-too-large                2          0             2          0",
                "unknown-layout              1,200      1,199             0          1",
                "1,199 of 1,202 dead letters sent from in.dead-letters to in, all acknowledged",
            ],
            report.ToText("in.dead-letters", "in").Split(Environment.NewLine)
        );
        Assert.Equal(
            """{"letters":1202,"sent":1199,"omitted":2,"left":1,"foreign":1"""
                + ""","reasons":{"output-too-large":{"letters":2,"sent":0,"omitted":2,"left":0}"""
                + ""","unknown-layout":{"letters":1200,"sent":1199,"omitted":0,"left":1}}}""",
            report.ToJson()
        );
    }

    [Fact]
    public void Redrive_report_without_dead_letters_is_one_line() =>
        Assert.Equal("0 of 0 dead letters sent from a to b, all acknowledged", new RedriveReport().ToText("a", "b"));
}
