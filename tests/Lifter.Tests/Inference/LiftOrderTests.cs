using FsCheck;
using FsCheck.Fluent;
using StreamLift.Lifter.Batches;
using StreamLift.Lifter.Inference;

namespace StreamLift.Lifter.Tests.Inference;

public sealed class LiftOrderTests
{
    [Fact]
    public void Lifted_batches_leave_in_arrival_order_whichever_is_lifted_first() =>
        Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).ToArbitrary(), lifted =>
            {
                var batches = lifted.Select(_ => new LiftBatch(1, 1)).ToList();
                var gone = new List<LiftBatch>();
                var order = new LiftOrder(batches.Count, gone.Add);
                batches.ForEach(order.Enter);

                foreach (var number in lifted)
                    order.Leave(batches[number]);

                return gone.SequenceEqual(batches);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Lifted_batch_waits_only_for_the_batch_before_it()
    {
        var (first, second) = (new LiftBatch(1, 1), new LiftBatch(1, 1));
        var gone = new List<LiftBatch>();
        var order = new LiftOrder(2, gone.Add);
        order.Enter(first);
        order.Enter(second);

        order.Leave(second);
        Assert.Empty(gone);

        order.Leave(first);
        Assert.Equal([first, second], gone);
    }
}
