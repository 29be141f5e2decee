namespace System.Management.Automation;

public abstract class PSTypeConverter
{
    public abstract bool CanConvertFrom(object sourceValue, Type destinationType);

    public abstract object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase);

    public abstract bool CanConvertTo(object sourceValue, Type destinationType);

    public abstract object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase);
}
