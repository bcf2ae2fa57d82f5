using StreamLift.Lifter.Devices;
using StreamLift.Lifter.Gpu;
using StreamLift.Lifter.Models;
using StreamLift.Lifter.Stage;

namespace StreamLift.Lifter;

/// <summary>The settings of batching and inference, from the configuration section <c>StreamLift:Lifter</c>.</summary>
public sealed class LifterOptions
{
    /// <summary>
    /// The ONNX model file. Empty and <c>auto</c> select the two models that are part of the program: one for streams with a camera, one for the others.
    /// </summary>
    public string Model { get; set; } = "";

    /// <summary>The ONNX model file for streams with a camera; its features need one. Empty: <see cref="Model"/> lifts all streams.</summary>
    public string CalibratedModel { get; set; } = "";

    /// <summary>The required SHA-256 of the model file, in 64 hex digits. Empty accepts any file.</summary>
    public string ModelSha256 { get; set; } = "";

    /// <summary>The interval at which the model file is checked for a new model. 0 disables the check.</summary>
    public TimeSpan ModelWatch { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest time for the inference of one batch. After that the process counts as hung and ends.</summary>
    public TimeSpan HangTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of rows in a full batch.</summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>The longest time that a batch waits for more records while a worker is free. 0 disables waiting.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.Zero;

    /// <summary>The greatest age of a frame, counted from its capture time. Older frames are skipped. 0 disables the deadline.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.Zero;

    /// <summary>The number of batches per lane. It limits the records between the consumer and the output broker's acknowledgement.</summary>
    public int Batches { get; set; } = 16;

    /// <summary>The number of inference threads on a CPU, shared by the lanes. Each thread runs one batch. 0 selects one thread per core.</summary>
    public int Threads { get; set; }

    /// <summary>The precision of inference.</summary>
    public Precision Precision { get; set; } = Precision.Auto;

    /// <summary>Whether the output also has a sigma for each joint. The model must have a sigma output.</summary>
    public bool Sigma { get; set; }

    /// <summary>Whether the output also has the keypoints of each person, their layout and the image's size, as the second stage needs them.</summary>
    public bool WithKeypoints { get; set; }

    /// <summary>The keys of the output.</summary>
    public OutputKey Key { get; set; } = OutputKey.Input;

    /// <summary>The files of rigs, separated by commas. Empty: only recordings of Human3.6M, which need none.</summary>
    public string Rig { get; set; } = "";

    /// <summary>
    /// Whether a person whose own content is wrong, or a frame or stream of which something is probably wrong, rejects the whole record. Otherwise only that
    /// person has no pose, and the suspicion is logged.
    /// </summary>
    public bool Strict { get; set; }

    /// <summary>From which score on a joint counts as seen. Null selects the limit of each layout.</summary>
    public double? MinScore { get; set; }

    /// <summary>Whether the coordinates of all frames are shares of the image's width and height, 0 to 1.</summary>
    public bool Normalised { get; set; }

    /// <summary>The folder of TensorRT's engines. Empty selects a folder below the user's cache folder.</summary>
    public string EngineCache { get; set; } = "";

    /// <summary>The device that inference runs on.</summary>
    public Device Device { get; set; } = Device.Auto;
}
