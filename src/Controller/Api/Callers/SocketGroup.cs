using System.Globalization;

namespace Fleet.Controller.Api.Callers;

/// <summary>The local group whose members may ask over the socket besides its owner.</summary>
/// <param name="Name">As group(5) has it.</param>
/// <param name="Id">Its number.</param>
public sealed record SocketGroup(string Name, uint Id)
{
    /// <summary>Looks a group up; null: there is none of that name.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SocketGroup? Find(string name, string groupFile = "/etc/group")
    {
        foreach (var line in File.ReadLines(groupFile))
        {
            var fields = line.Split(':');
            if (
                fields.Length > 2
                && fields[0] == name
                && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var id)
            )
            {
                return new(name, id);
            }
        }

        return null;
    }
}
