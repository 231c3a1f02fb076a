using System.Globalization;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>
/// Reads the value of a rule's parameter. It is text as it is written (<c>no</c> is the word no, not a truth value), and of the same kind as the built-in
/// value: a rule that compares numbers must never meet a word.
/// </summary>
internal sealed class ParameterReader(Complaints complaints)
{
    /// <summary>Null where it is no value for this parameter, which is then complained of.</summary>
    public string? Read(string name, string builtIn, PolicyNode value)
    {
        if (value is PolicyRefused)
        {
            return null;
        }

        var objection = Objection(name, builtIn, value);
        if (objection is null && value is PolicyScalar said)
        {
            return said.Text;
        }

        complaints.Add(value, objection ?? $"{name} takes one value");
        return null;
    }

    private static string? Objection(string name, string builtIn, PolicyNode value) =>
        value switch
        {
            PolicyList list when Joined(list) is { } joined =>
                $"{name} takes one line, not a list; write {joined}",
            PolicyScalar { IsNothing: false } said => Objection(name, builtIn, said.Text),
            _ => $"{name} takes a value such as {builtIn}, not {Said.What(value)}",
        };

    private static string? Objection(string name, string builtIn, string text) =>
        IsNumber(builtIn)
            ? IsNumber(text)
                ? null
                : $"{name} takes a whole number such as {builtIn}, not {Said.Quoted(text)}"
            : text.Any(char.IsControl)
                ? $"{name} takes one line without control characters"
                : builtIn.Length > 0 && text.Split(',').Any(string.IsNullOrWhiteSpace)
                    ? $"{name} has an empty entry in {Said.Quoted(text)}; the built-in value is {builtIn}"
                    : null;

    private static string? Joined(PolicyList list) =>
        list.Items.Count > 0 && list.Items.TrueForAll(item => item is PolicyScalar)
            ? Said.Raw(string.Join(',', list.Items.Cast<PolicyScalar>().Select(item => item.Text)))
            : null;

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
