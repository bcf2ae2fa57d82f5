using StreamLift.Capture.People;
using StreamLift.Capture.State;
using StreamLift.Capture.Views;

namespace StreamLift.Capture.Filters;

/// <summary>Smooths each person's joints by the person's own filter. Filters of people who have left are reused.</summary>
internal sealed class PoseSmoother(OneEuro options)
{
    private const double ForgetMs = 1000;

    private readonly List<OneEuroFilter> _filters = [];
    private readonly Stack<OneEuroFilter> _spare = new();

    /// <summary>Fills the smooth joints of all people of an instant.</summary>
    public void Smooth(PeopleInstant people)
    {
        for (var i = _filters.Count - 1; i >= 0; i--)
            if (Math.Abs(people.TimestampMs - _filters[i].LastMs) > ForgetMs)
            {
                _spare.Push(_filters[i]);
                _filters.RemoveAt(i);
            }
        for (var i = 0; i < people.Count; i++)
        {
            var person = people[i];
            Of(person.Id).Filter(people.TimestampMs, person.Joints, person.Smooth, options);
            person.IsSmoothed = true;
        }
    }

    public void Save(StateWriter state)
    {
        state.Int(_filters.Count);
        foreach (var filter in _filters)
            filter.Save(state);
    }

    public void Restore(ref StateReader state)
    {
        _filters.Clear();
        var count = state.Int();
        for (var i = 0; i < count; i++)
        {
            var filter = new OneEuroFilter(3 * ViewFrame.BodyJoints);
            filter.Restore(ref state);
            _filters.Add(filter);
        }
    }

    private OneEuroFilter Of(long id)
    {
        foreach (var filter in _filters)
            if (filter.Id == id)
                return filter;
        if (!_spare.TryPop(out var taken))
            taken = new OneEuroFilter(3 * ViewFrame.BodyJoints);
        taken.Reset();
        taken.Id = id;
        _filters.Add(taken);
        return taken;
    }
}
