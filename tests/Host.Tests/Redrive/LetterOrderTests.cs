using FsCheck;
using FsCheck.Fluent;
using StreamLift.Host.Redrive;

namespace StreamLift.Host.Tests.Redrive;

public class LetterOrderTests
{
    [Fact]
    public void Letters_of_one_source_go_by_their_original_offset_however_they_lie()
    {
        var plan = new LetterPlan([Letter(0, 7, 1, 0), Letter(0, 5, 0, 3), Letter(1, 1, 0, 0), Letter(0, 6, 0, 1)]);
        Assert.Equal([5, 6, 7, 1], Enumerable.Range(0, plan.Count).Select(number => plan[number].SourceOffset));
        Assert.Equal([3, 1, 0], plan.In(0).ToArray());
        Assert.Equal(2, plan.Find(1, 0));
        Assert.Equal(-1, plan.Find(0, 2));
        Assert.Empty(plan.In(7).ToArray());
    }

    [Fact]
    public void A_letter_there_twice_is_a_twin_but_another_record_at_the_same_place_is_not()
    {
        var plan = new LetterPlan([Letter(0, 5, 0, 0), Letter(0, 5, 1, 0), Letter(0, 5, 1, 9, digest: 2)]);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(plan.IsTwin));
    }

    [Fact]
    public void Whatever_lies_where_and_whatever_the_room_every_letter_comes_once_and_in_its_order() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), Arb.From(Gen.Choose(0, 6)), (seeds, room) =>
        {
            var plan = new LetterPlan(seeds.Select((seed, i) => Letter((seed & 3), seed >> 2, seed & 1, i)));
            var order = new LetterOrder<int>(plan, room, _ => 1);
            var sent = new List<int>();
            // as they lie, partition after partition
            foreach (var partition in (int[])[1, 0])
                foreach (var number in plan.In(partition).ToArray())
                    sent.AddRange(order.Offer(number, number).Select(next => next.Number));
            foreach (var number in order.Left())
                sent.AddRange(order.Offer(number, number).Select(next => next.Number));
            var whole = sent.Count == seeds.Length && sent.Distinct().Count() == seeds.Length;
            return whole && sent.GroupBy(number => plan[number].Source).All(source => source.SequenceEqual(source.Order()));
        }));

    [Fact]
    public void Without_room_none_waits_and_those_let_go_are_named_when_their_turn_has_come()
    {
        var plan = new LetterPlan([Letter(0, 0, 0, 2), Letter(0, 1, 0, 0), Letter(0, 2, 0, 1)]);
        var order = new LetterOrder<string>(plan, 1, letter => letter.Length);
        Assert.Empty(order.Offer(1, "b"));
        Assert.Empty(order.Offer(2, "c"));
        Assert.Equal([(0, "a"), (1, "b")], order.Offer(0, "a"));
        Assert.Equal([2], order.Left());
        Assert.Empty(order.Offer(0, "a")); // read once more: it went already
    }

    [Fact]
    public void Acknowledged_is_what_was_delivered_without_a_gap()
    {
        var plan = new LetterPlan([Letter(0, 9, 0, 10), Letter(0, 8, 0, 11), Letter(1, 0, 0, 14), Letter(1, 1, 2, 0)]);
        var progress = new LetterProgress(plan);
        Assert.Equal(10, progress.Below(0, 20));
        progress.Delivered(plan.Find(0, 11));
        Assert.Equal(10, progress.Below(0, 20));
        progress.Delivered(plan.Find(0, 10));
        Assert.Equal(14, progress.Below(0, 20)); // between them lie letters that are not to be sent
        progress.Delivered(plan.Find(0, 14));
        Assert.Equal(20, progress.Below(0, 20));
        Assert.Equal(5, progress.Below(1, 5));
        Assert.Equal(0, progress.Below(2, 5));
    }

    private static LetterPlace Letter(int source, long sourceOffset, int partition, long offset, ulong digest = 1) => new(source, sourceOffset, partition, offset, 0, digest);
}
