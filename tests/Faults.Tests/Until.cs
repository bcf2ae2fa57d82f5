namespace StreamLift.Faults.Tests;

/// <summary>Waits for what can only be asked for, again and again.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static Task TrueAsync(string what, Func<bool> isSo) => TrueAsync(what, () => Task.FromResult(isSo()));

    /// <exception cref="TimeoutException">Not within three minutes.</exception>
    public static async Task TrueAsync(string what, Func<Task<bool>> isSo, Func<string>? elseSay = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (!await IsSoAsync(isSo))
                await turns.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"not within {Limit}: {what}\n{elseSay?.Invoke()}");
        }
    }

    // a broker that is away just now is asked again
    private static async Task<bool> IsSoAsync(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (Confluent.Kafka.KafkaException)
        {
            return false;
        }
    }
}
