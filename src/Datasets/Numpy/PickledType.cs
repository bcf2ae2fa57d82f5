namespace StreamLift.Datasets.Numpy;

/// <summary>A NumPy element type while its pickle is read: the byte order comes after the object, and those who hold it must see it.</summary>
internal sealed class PickledType(NumpyType type)
{
    public NumpyType Type { get; set; } = type;
}
