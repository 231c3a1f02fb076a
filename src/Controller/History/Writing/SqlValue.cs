using System.Globalization;
using Fleet.Controller.History.Schema;

namespace Fleet.Controller.History.Writing;

/// <summary>Values as the schema stores them.</summary>
internal static class SqlValue
{
    public static object Of(object? value) =>
        value switch
        {
            null => DBNull.Value,
            DateTimeOffset at => UtcTicks.ToTicks(at),
            ulong number => unchecked((long)number),
            bool truth => truth ? 1L : 0L,
            Enum named => Convert.ToInt64(named, CultureInfo.InvariantCulture),
            _ => value,
        };
}
