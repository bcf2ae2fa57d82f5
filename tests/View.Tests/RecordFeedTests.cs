using StreamLift.Wire;

namespace StreamLift.View.Tests;

public sealed class RecordFeedTests
{
    private readonly List<string> _warnings = [];
    private readonly ViewHub _hub;
    private readonly RecordFeed _feed;

    public RecordFeedTests()
    {
        _hub = new ViewHub(new ViewSettings { Topic = "t", Warn = _warnings.Add }, TimeProvider.System);
        _feed = new RecordFeed(_hub, "t");
    }

    [Theory]
    [InlineData(WireEncoding.Json)]
    [InlineData(WireEncoding.Protobuf)]
    public void Record_says_what_it_is_in_both_encodings(WireEncoding encoding)
    {
        Assert.Equal(RecordKind.People, RecordKinds.Of(encoding, Records.People(encoding, "hall", 0, 1, people: 1, isSmooth: true, "cam-1")));
        Assert.Equal(RecordKind.Poses, RecordKinds.Of(encoding, Records.Poses("cam-1", 0, 1, people: 2, encoding)));
        Assert.Equal(RecordKind.Keypoints, RecordKinds.Of(encoding, Records.Keypoints("cam-1", encoding)));
        Assert.Equal(RecordKind.Other, RecordKinds.Of(encoding, "hello"u8));
        Assert.Equal(RecordKind.Other, RecordKinds.Of(encoding, []));
    }

    [Fact]
    public void Keypoints_of_a_layout_of_ones_own_are_keypoints() =>
        Assert.Equal(RecordKind.Keypoints, RecordKinds.Of(WireEncoding.Json, """{"stream":"a","frame":0,"timestampMs":1,"layout":"mine","people":[]}"""u8));

    [Fact]
    public void First_good_record_says_what_the_topic_holds()
    {
        Assert.False(_feed.Add(WireEncoding.Json, "{}"u8, 0));
        Assert.Null(_feed.Kind);
        Assert.True(_feed.Add(WireEncoding.Json, Records.Poses("cam-1", 0, 1, people: 1), 0));
        Assert.Equal((RecordKind.Poses, RecordKind.Poses), (_feed.Kind, _hub.Kind));
        Assert.False(_feed.Add(WireEncoding.Json, Records.People("hall", 0, 1, people: 1, "cam-1"), 0));
    }

    [Fact]
    public void Topic_of_keypoints_is_named_once_with_the_topics_to_view()
    {
        for (var i = 0; i < 3; i++)
            Assert.False(_feed.Add(WireEncoding.Json, Records.Keypoints("cam-1"), 0));
        Assert.Equal(
            "topic t holds 2D keypoints, the input of `run`; view the topic of poses that `run` writes, or of people that `fuse` writes",
            Assert.Single(_warnings)
        );
    }

    [Fact]
    public async Task Undecodable_records_are_counted_and_the_first_is_told()
    {
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", _hub, token: null);
        _feed.Add(WireEncoding.Json, Records.People("hall", 0, 1, people: 1, "cam-1"), 0);
        _feed.Add(WireEncoding.Json, "{\"rig\":\"hall\""u8, 0);
        _feed.Add(WireEncoding.Json, "[]"u8, 0);
        Assert.StartsWith("topic t holds a record that can't be shown: ", Assert.Single(_warnings));
        using var page = await TestPage.OpenAsync(server.Address);
        var (status, _) = (await page.NextAsync("status"))!.Value;
        Assert.Equal(2, status.GetProperty("undecodable").GetInt32());
    }

    [Fact]
    public async Task Records_without_a_viewer_leave_nothing_behind()
    {
        await using var server = await ViewServer.StartAsync("127.0.0.1:0", _hub, token: null);
        _feed.Add(WireEncoding.Json, Records.People("hall", 0, 1, people: 1, "cam-1"), 0);
        using var page = await TestPage.OpenAsync(server.Address);
        Assert.Equal(0, (await page.SchemaAsync()).GetProperty("sources").GetArrayLength());
        var (status, _) = (await page.NextAsync("status"))!.Value;
        Assert.Equal(0, status.GetProperty("cameras").GetArrayLength());
    }

    [Fact]
    public void Pose_of_another_number_of_joints_is_not_shown()
    {
        var record =
            """
            {"stream":"a","frame":0,"timestampMs":1,"layout":"h36m17","unit":"mm","space":"camera","people":[{"id":0,"joints":[1,2,3]}]}
            """u8;
        Assert.False(_feed.Add(WireEncoding.Json, record, 0));
        Assert.Equal("topic t holds a record that can't be shown: people[0].joints has 3 numbers; 51 were expected", Assert.Single(_warnings));
    }
}
