namespace SaliencyPS.Networks;

/// <summary>Order of the color channels that a network was trained on.</summary>
public enum ChannelOrder
{
    /// <summary>Red first (PyTorch, TensorFlow).</summary>
    Rgb,

    /// <summary>Blue first (Caffe, OpenCV).</summary>
    Bgr,
}
