namespace System.Management.Automation;

public enum ErrorCategory { InvalidArgument, InvalidData, InvalidResult, ObjectNotFound, PermissionDenied, ReadError, ResourceExists, WriteError }
