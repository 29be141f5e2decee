namespace System.Management.Automation;

public sealed class PipelineStoppedException() : RuntimeException("The pipeline has been stopped.");
