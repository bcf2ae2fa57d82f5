using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter;

/// <summary>Settings of batching and inference: configuration section <c>StreamLift:Lifter</c>.</summary>
public sealed class LifterOptions
{
    /// <summary>The ONNX model file; the model that comes with the program when empty.</summary>
    public string Model { get; set; } = "";

    /// <summary>The SHA-256 that the file must have, 64 hex digits; empty: any.</summary>
    public string ModelSha256 { get; set; } = "";

    /// <summary>How often the model's file is looked at, to serve what takes its place. 0: never.</summary>
    public TimeSpan ModelWatch { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one batch may be in the network before the process ends as hung.</summary>
    public TimeSpan HangTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Rows that fill a batch.</summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>How long a batch may wait for more company while the worker is free. 0: not at all.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.Zero;

    /// <summary>Frames captured longer ago are not lifted any more when their turn comes. 0: every frame is lifted.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.Zero;

    /// <summary>Batches a lane owns: how much may be between the consumer and the output broker's acknowledgement.</summary>
    public int Batches { get; set; } = 16;

    /// <summary>On a CPU: batches in the network at once, a thread each, shared by the lanes; 0: one a core.</summary>
    public int Threads { get; set; }

    /// <summary>What inference computes in.</summary>
    public Precision Precision { get; set; } = Precision.Auto;

    /// <summary>Whether each joint's sigma is lifted beside the pose, from a model that gives it.</summary>
    public bool Sigma { get; set; }

    /// <summary>Where TensorRT's engines are kept; empty: below the user's cache folder.</summary>
    public string EngineCache { get; set; } = "";

    /// <summary>Where inference runs.</summary>
    public Device Device { get; set; } = Device.Auto;
}
