using System.Globalization;
using Fleet.Checks.Parsing.Firewall;

namespace Fleet.Checks.Diagnosis.Explain.Outputs;

/// <summary>What <c>ufw status</c> says of a port.</summary>
internal static class UfwOutput
{
    public static Meaning Of(UfwStatus ufw, int port)
    {
        if (!ufw.IsActive)
        {
            return Meaning.Good("ufw is not active: it has no rules in the kernel.");
        }

        var number = port.ToString(CultureInfo.InvariantCulture);
        var rule = ufw.Rules.FirstOrDefault(one =>
            one.Direction is "" or "IN"
            && !one.IsVersion6
            && (
                one.To == number
                || one.To == $"{number}/tcp"
                || one.To == "Anywhere"
                || (port == 22 && one.To is "OpenSSH" or "SSH" or "ssh")
            )
        );
        return rule switch
        {
            { Action: "ALLOW", From: "Anywhere" } => Meaning.Good($"ufw lets port {port} in."),
            { Action: "ALLOW" } => Meaning.Points(
                "firewall.drop",
                $"ufw lets port {port} in from {rule.From} alone, as far as this rule goes."
            ),
            { Action: "LIMIT" } => Meaning.Points(
                "firewall.reject",
                $"ufw lets port {port} in up to six connections in 30 seconds from one address."
            ),
            { Action: "REJECT" } => Meaning.Names("firewall.reject", $"ufw rejects port {port}."),
            { Action: "DENY" } => Meaning.Names("firewall.drop", $"ufw drops port {port}."),
            _ => ufw.Incoming switch
            {
                "allow" => Meaning.Good(
                    $"ufw lets port {port} in: so it does with all that no rule names."
                ),
                "reject" => Meaning.Names(
                    "firewall.reject",
                    $"No rule of ufw lets port {port} in, and what no rule names is rejected."
                ),
                _ => Meaning.Names(
                    "firewall.drop",
                    $"No rule of ufw lets port {port} in, and what no rule names is dropped."
                ),
            },
        };
    }
}
