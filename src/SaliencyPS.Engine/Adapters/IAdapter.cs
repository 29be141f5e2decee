namespace SaliencyPS.Adapters;

/// <summary>
/// What makes a library fit: implemented by one class of the adapter's assembly, through an interface that says what the library
/// is for, and announced with <see cref="AdapterAttribute"/>.
/// </summary>
internal interface IAdapter
{
    /// <summary>
    /// Calls the library, so that what is missing of it shows: its native part is loaded, and its version read. May throw
    /// whatever the library throws.
    /// </summary>
    void Probe();
}
