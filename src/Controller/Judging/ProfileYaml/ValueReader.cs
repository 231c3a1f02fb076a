using System.Collections.Immutable;
using Fleet.Controller.Judging.PolicyYaml;

namespace Fleet.Controller.Judging.ProfileYaml;

/// <summary>Reads single values. Each gives null where the value is none of its kind, which is then complained of. Words are text as they are written: <c>no</c> is the word no.</summary>
internal sealed class ValueReader(Complaints complaints)
{
    /// <summary>One line of text.</summary>
    public string? Text(string name, PolicyNode value)
    {
        if (value is PolicyScalar { IsNothing: false } said && IsOneLine(said.Text))
        {
            return said.Text;
        }

        Complain(
            value,
            value is PolicyScalar { IsNothing: false }
                ? $"{name} takes one line without control characters"
                : $"{name} takes one value, not {Said.What(value)}"
        );
        return null;
    }

    /// <summary>A list of lines, at least one, each once.</summary>
    public ImmutableArray<string>? Texts(string name, PolicyNode value)
    {
        if (value is not PolicyList { Items.Count: > 0 } list)
        {
            var hint = value is PolicyScalar { IsNothing: false } said
                ? $"; write [{Said.Raw(said.Text)}]"
                : "";
            Complain(value, $"{name} takes a list, not {What(value)}{hint}");
            return null;
        }

        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var item in list.Items)
        {
            if (Text(name, item) is not { } text)
            {
                return null;
            }

            if (texts.Contains(text))
            {
                Complain(item, $"{name} has {Said.Quoted(text)} a second time; keep one");
            }

            texts.Add(text);
        }

        return texts.ToImmutable();
    }

    /// <summary>A comma list, or a list of lines.</summary>
    public ImmutableArray<string>? Members(string name, PolicyNode value)
    {
        if (value is not PolicyScalar { IsNothing: false } said)
        {
            return Texts(name, value);
        }

        var members = said.Text.Split(',', StringSplitOptions.TrimEntries);
        if (IsOneLine(said.Text) && !members.Contains(""))
        {
            return [.. members];
        }

        Complain(value, $"{name} has an empty entry in {Said.Quoted(said.Text)}");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public string? Word(string name, PolicyNode value, params string[] words)
    {
        if (value is PolicyScalar said && words.Contains(said.Text))
        {
            return said.Text;
        }

        var asked = (value as PolicyScalar)?.Text ?? "";
        Complain(
            value,
            $"{name} takes {Said.Choice(words)}, not {Said.What(value)}{Said.DidYouMean(asked, words)}"
        );
        return null;
    }

    private void Complain(PolicyNode at, string message)
    {
        if (at is not PolicyRefused)
        {
            complaints.Add(at, message);
        }
    }

    private static string What(PolicyNode value) =>
        value is PolicyList { Items.Count: 0 } ? "an empty one" : Said.What(value);

    private static bool IsOneLine(string text) => text.Length > 0 && !text.Any(char.IsControl);
}
