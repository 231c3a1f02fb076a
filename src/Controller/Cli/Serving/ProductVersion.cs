using System.Reflection;

namespace Fleet.Controller.Cli.Serving;

internal static class ProductVersion
{
    public static string Text { get; } =
        typeof(ProductVersion)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0";
}
