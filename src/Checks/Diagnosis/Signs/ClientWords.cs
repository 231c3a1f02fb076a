using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fleet.Checks.Catalog;

namespace Fleet.Checks.Diagnosis.Signs;

/// <summary>Commands for the client, for this host, user and port exactly.</summary>
internal static class ClientWords
{
    /// <summary><c>ssh -p 2222 alice@web-12 true</c></summary>
    public static string Ssh(LoginQuestion asked, string options = "") =>
        $"ssh {options}{(options.Length > 0 ? " " : "")}{Port(asked, "-p ")}{ShellWord.Quote($"{asked.User}@{asked.Host}")} true";

    /// <summary>An interactive login: <c>ssh -p 2222 -t alice@web-12</c>.</summary>
    public static string Session(LoginQuestion asked, string options) =>
        $"ssh {options} {Port(asked, "-p ")}{ShellWord.Quote($"{asked.User}@{asked.Host}")}";

    /// <summary><c>echo ls | sftp -P 2222 alice@web-12</c></summary>
    public static string Sftp(LoginQuestion asked) =>
        $"echo ls | sftp {Port(asked, "-P ")}{ShellWord.Quote($"{asked.User}@{asked.Host}")}";

    /// <summary><c>nc -vz -w 5 10.0.4.12 22</c></summary>
    public static string Dial(LoginQuestion asked) =>
        $"nc -vz -w 5 {ShellWord.Quote(Target(asked))} {Number(asked)}";

    public static string Scan(LoginQuestion asked) =>
        $"ssh-keyscan {Port(asked, "-p ")}{ShellWord.Quote(asked.Host)}";

    /// <summary>The name under which known_hosts has the host: <c>[host]:port</c> off port 22.</summary>
    public static string KnownName(LoginQuestion asked) =>
        asked.Port == 22 ? asked.Host : $"[{asked.Host}]:{Number(asked)}";

    public static string Target(LoginQuestion asked) => asked.Address?.ToString() ?? asked.Host;

    public static string Number(LoginQuestion asked) =>
        asked.Port.ToString(CultureInfo.InvariantCulture);

    public static bool IsVersion6(LoginQuestion asked) =>
        asked.Address is { AddressFamily: AddressFamily.InterNetworkV6 };

    /// <summary>A source as rules and lists name it; a word to be replaced where it is not known.</summary>
    public static string Source(IPAddress? source) => source?.ToString() ?? "ADDRESS";

    /// <summary>The user's home for a host's shell: as the host has it, else by the shell's own <c>~user</c>.</summary>
    public static string Home(DiagnosisCase asked)
    {
        var user = asked.Question.User;
        return asked.Server.Account.Value is { Home.Length: > 0 } account
                ? ShellWord.Quote(account.Home.TrimEnd('/'))
            : ShellWord.Quote(user) == user ? $"~{user}"
            : ShellWord.Quote($"/home/{user}");
    }

    private static string Port(LoginQuestion asked, string option) =>
        asked.Port == 22 ? "" : $"{option}{Number(asked)} ";
}
