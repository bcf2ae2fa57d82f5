namespace StreamLift.Host.Detections;

/// <summary>The values of <c>--format</c>: whose files <c>produce</c> reads.</summary>
internal enum DetectionFormat
{
    /// <summary>One JSON a frame.</summary>
    OpenPose,

    /// <summary>OpenPose's, in a folder for each camera.</summary>
    Pose2Sim,

    /// <summary>The demos' results, the inferencer's predictions; Sapiens writes the same.</summary>
    MMPose,

    /// <summary>alphapose-results.json in any of its three forms.</summary>
    AlphaPose,

    /// <summary>COCO's list of results; Detectron2 writes the same.</summary>
    Coco,

    /// <summary>to_json() and save_txt.</summary>
    Ultralytics,

    /// <summary>Landmarks as JSON or CSV.</summary>
    MediaPipe,

    /// <summary>An npz with keypoints and scores.</summary>
    Rtmlib,

    /// <summary>data_2d_*.npz.</summary>
    VideoPose3D,
}
