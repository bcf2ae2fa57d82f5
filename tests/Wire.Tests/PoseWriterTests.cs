using System.Text;

namespace StreamLift.Wire.Tests;

public sealed class PoseWriterTests
{
    [Fact]
    public void Pose_frame_JSON_is_written_as_documented()
    {
        var writer = new PoseWriter();
        writer.Begin(WireEncoding.Json, "hall \"7\"\n"u8, 42, 1_700_000_000_123, "martinez@0123456789ab"u8);
        writer.Person(3, 0.987f, [0, -0.004f, 0.005f, -1234.567f, 12.5f, 1e7f], [7.25f, 100]);
        writer.Person(-1, float.NaN, [], []);

        Assert.Equal(
            """
            {"stream":"hall \"7\"\u000a","frame":42,"timestampMs":1700000000123,"layout":"h36m17","unit":"mm","space":"camera",
            "model":"martinez@0123456789ab","people":[
            {"id":3,"score":0.987,"joints":[0.00,0.00,0.00,-1234.57,12.50,10000000],"sigma":[7.25,100.00]},{"id":-1,"joints":null}]}
            """.Replace("\n", ""),
            Encoding.UTF8.GetString(writer.End())
        );
    }
}
