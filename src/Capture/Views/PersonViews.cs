namespace StreamLift.Capture.Views;

/// <summary>One person as several cameras saw them at one instant: at most one view a camera. Reused; not thread-safe.</summary>
internal sealed class PersonViews
{
    private readonly List<PersonView> _views = [];

    /// <summary>The number of views.</summary>
    public int Count => _views.Count;

    /// <summary>A view.</summary>
    public PersonView this[int index] => _views[index];

    /// <summary>Removes all views.</summary>
    public void Clear() => _views.Clear();

    /// <summary>Adds a person of a camera's frame. The frame is read when the pose is estimated, and not copied.</summary>
    public void Add(ViewFrame frame, int person) => _views.Add(new PersonView(frame, person));
}

/// <summary>A person in a camera's frame.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Person">The person's index in it.</param>
internal readonly record struct PersonView(ViewFrame Frame, int Person);
