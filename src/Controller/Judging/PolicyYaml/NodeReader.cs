using Fleet.Checks.Reporting;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Fleet.Controller.Judging.PolicyYaml;

/// <summary>
/// Turns the parser's events into a tree with places. No recursion and no expansion: an alias is refused where it stands, so a small file cannot become a
/// large tree, and depth is bounded.
/// </summary>
internal sealed class NodeReader
{
    /// <summary>The format needs four; later parts may need a few more.</summary>
    private const int MaxDepth = 16;

    private readonly Complaints _complaints;
    private readonly TreeBuilder _tree = new();
    private bool _hadDocument;

    private NodeReader(Complaints complaints) => _complaints = complaints;

    /// <summary>The file's content; null where it has none. After broken text it is what stood before.</summary>
    public static PolicyNode? Read(string text, Complaints complaints)
    {
        var reader = new NodeReader(complaints);
        if (!reader.ReadAll(text))
        {
            reader._tree.Cut();
        }

        return reader._tree.Root;
    }

    /// <summary>False: reading stopped early, which has been complained of.</summary>
    private bool ReadAll(string text)
    {
        var scanner = new Scanner(new StringReader(text.TrimStart('\uFEFF')), skipComments: true);
        var parser = new Parser(scanner);
        var more = Next(parser, scanner);
        while (more is true && Take(parser.Current!))
        {
            more = Next(parser, scanner);
        }

        return more is false;
    }

    /// <summary>Null: the text is broken here, which has been complained of.</summary>
    private bool? Next(Parser parser, Scanner scanner)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (YamlException broken)
        {
            Broken(broken.Start, broken.Message);
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException)
        {
            // YamlDotNet 16.3.0 lets these out for some broken text: an empty tag (!<>), an escape beyond Unicode, a value in braces that goes on unindented.
            Broken(scanner.CurrentPosition, "the parser cannot make sense of it");
        }

        return null;
    }

    /// <summary>False: there is no point in reading on.</summary>
    private bool Take(ParsingEvent read)
    {
        switch (read)
        {
            case DocumentStart when _hadDocument:
                Complain(read, "a second document begins; a policy is one, without --- between");
                return false;
            case DocumentStart:
                _hadDocument = true;
                return true;
            case MappingEnd or SequenceEnd:
                _tree.Close();
                return true;
            case AnchorAlias alias:
                Complain(
                    alias,
                    $"the alias *{Said.Raw(alias.Value.Value)} is not taken; write the value out"
                );
                return Add(new PolicyRefused(Line(alias), Column(alias)));
            case NodeEvent node:
                ComplainOfDecoration(node);
                return Add(NodeOf(node));
            default:
                return true;
        }
    }

    private bool Add(PolicyNode node)
    {
        if (_tree.Depth >= MaxDepth)
        {
            _complaints.Add(node, $"nested more than {MaxDepth} deep; a policy needs four levels");
            return false;
        }

        if (!_tree.Add(node))
        {
            _complaints.Add(node, "a key is one word, not a list or a mapping");
        }

        return true;
    }

    private static PolicyNode NodeOf(NodeEvent node) =>
        node switch
        {
            Scalar scalar => new PolicyScalar(
                Line(node),
                Column(node),
                scalar.Value,
                scalar.Style != ScalarStyle.Plain
            ),
            MappingStart => new PolicyMap(Line(node), Column(node)),
            SequenceStart => new PolicyList(Line(node), Column(node)),
            _ => new PolicyRefused(Line(node), Column(node)),
        };

    private void ComplainOfDecoration(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            Complain(node, $"the anchor &{Said.Raw(node.Anchor.Value)} is not taken; remove it");
        }

        if (!node.Tag.IsEmpty)
        {
            Complain(node, "a tag (!) is not taken; write the value alone");
        }
    }

    private void Broken(Mark at, string why) =>
        _complaints.Add(
            at.Line,
            at.Column,
            $"no YAML from here on ({Printable.Line(why.TrimEnd('.'))}); look at indentation, quotes and colons"
        );

    private void Complain(ParsingEvent at, string message) =>
        _complaints.Add(Line(at), Column(at), message);

    private static int Line(ParsingEvent at) => (int)at.Start.Line;

    private static int Column(ParsingEvent at) => (int)at.Start.Column;
}
