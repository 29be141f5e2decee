namespace System.Management.Automation;

public enum ErrorCategory { ConnectionError, InvalidArgument, InvalidData, InvalidOperation, InvalidResult, ObjectNotFound,
    PermissionDenied, ReadError, ResourceExists, SecurityError, WriteError }
