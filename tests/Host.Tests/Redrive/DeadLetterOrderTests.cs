using FsCheck;
using FsCheck.Fluent;
using StreamLift.Host.Redrive;

namespace StreamLift.Host.Tests.Redrive;

public class DeadLetterOrderTests
{
    [Fact]
    public void Redrive_sorts_dead_letters_of_a_source_by_their_original_offset()
    {
        var plan = new RedrivePlan([Letter(0, 7, 1, 0), Letter(0, 5, 0, 3), Letter(1, 1, 0, 0), Letter(0, 6, 0, 1)]);
        Assert.Equal([5, 6, 7, 1], Enumerable.Range(0, plan.Count).Select(number => plan[number].SourceOffset));
        Assert.Equal([3, 1, 0], plan.In(0).ToArray());
        Assert.Equal(2, plan.Find(1, 0));
        Assert.Equal(-1, plan.Find(0, 2));
        Assert.Empty(plan.In(7).ToArray());
    }

    [Fact]
    public void Redrive_treats_only_an_identical_dead_letter_as_a_duplicate()
    {
        var plan = new RedrivePlan([Letter(0, 5, 0, 0), Letter(0, 5, 1, 0), Letter(0, 5, 1, 9, digest: 2)]);
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(plan.IsDuplicate));
    }

    [Fact]
    public void Redrive_sends_every_dead_letter_once_in_source_order_at_any_buffer_size() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), Arb.From(Gen.Choose(0, 6)), (seeds, room) =>
            {
                var plan = new RedrivePlan(seeds.Select((seed, i) => Letter((seed & 3), seed >> 2, seed & 1, i)));
                var order = new DeadLetterOrder<int>(plan, room, _ => 1);
                var sent = new List<int>();
                // as they lie, partition after partition
                foreach (var partition in (int[])[1, 0])
                foreach (var number in plan.In(partition).ToArray())
                    sent.AddRange(order.Offer(number, number).Select(next => next.Number));
                foreach (var number in order.Remaining())
                    sent.AddRange(order.Offer(number, number).Select(next => next.Number));
                var whole = sent.Count == seeds.Length && sent.Distinct().Count() == seeds.Length;
                return whole && sent.GroupBy(number => plan[number].Source).All(source => source.SequenceEqual(source.Order()));
            }));

    [Fact]
    public void Redrive_with_a_full_buffer_lists_the_dead_letters_to_read_again()
    {
        var plan = new RedrivePlan([Letter(0, 0, 0, 2), Letter(0, 1, 0, 0), Letter(0, 2, 0, 1)]);
        var order = new DeadLetterOrder<string>(plan, 1, letter => letter.Length);
        Assert.Empty(order.Offer(1, "b"));
        Assert.Empty(order.Offer(2, "c"));
        Assert.Equal([(0, "a"), (1, "b")], order.Offer(0, "a"));
        Assert.Equal([2], order.Remaining());
        Assert.Empty(order.Offer(0, "a")); // read once more: it went already
    }

    [Fact]
    public void Redrive_acknowledges_only_up_to_the_first_undelivered_dead_letter()
    {
        var plan = new RedrivePlan([Letter(0, 9, 0, 10), Letter(0, 8, 0, 11), Letter(1, 0, 0, 14), Letter(1, 1, 2, 0)]);
        var progress = new RedriveProgressLog(plan);
        Assert.Equal(10, progress.CompletedBelow(0, 20));
        progress.Delivered(plan.Find(0, 11));
        Assert.Equal(10, progress.CompletedBelow(0, 20));
        progress.Delivered(plan.Find(0, 10));
        Assert.Equal(14, progress.CompletedBelow(0, 20)); // between them lie letters that are not to be sent
        progress.Delivered(plan.Find(0, 14));
        Assert.Equal(20, progress.CompletedBelow(0, 20));
        Assert.Equal(5, progress.CompletedBelow(1, 5));
        Assert.Equal(0, progress.CompletedBelow(2, 5));
    }

    private static DeadLetterPosition Letter(int source, long sourceOffset, int partition, long offset, ulong digest = 1) =>
        new(source, sourceOffset, partition, offset, 0, digest);
}
