namespace Fleet.Controller.Api.Callers;

/// <summary>Names of local users for the audit (passwd(5)); one that is not in the file stays a number.</summary>
public static class AccountNames
{
    public static string Of(uint userId, string passwdFile = "/etc/passwd")
    {
        var id = $"{userId}";
        try
        {
            return File.ReadLines(passwdFile)
                    .Select(line => line.Split(':'))
                    .Where(fields => fields.Length > 2 && fields[2] == id)
                    .Select(fields => fields[0])
                    .FirstOrDefault()
                ?? $"uid {id}";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"uid {id}";
        }
    }
}
