using StreamLift.Lifter.Batches;

namespace StreamLift.Lifter.Inference;

/// <summary>Lets batches go in the order they came, whichever is lifted first: order within a stream rests on it. Any thread.</summary>
internal sealed class LiftOrder(int batches, Action<LiftBatch> onward)
{
    private readonly Queue<LiftBatch> _waiting = new(batches);
    private readonly HashSet<LiftBatch> _lifted = new(batches);

    /// <summary>A batch takes its place.</summary>
    public void Enter(LiftBatch batch)
    {
        lock (_waiting)
            _waiting.Enqueue(batch);
    }

    /// <summary>A batch is lifted: it goes as soon as all before it have gone.</summary>
    public void Leave(LiftBatch batch)
    {
        lock (_waiting)
        {
            _lifted.Add(batch);
            // within the lock: two that go at once would race each other
            while (_waiting.TryPeek(out var first) && _lifted.Remove(first))
                onward(_waiting.Dequeue());
        }
    }
}
